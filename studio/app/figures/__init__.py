"""Pictures of diagrams and results: functions from data to SVG, Altair charts and heat, without a page."""

from studio.app.figures.charts import (
    Chart,
    cycle_time_histogram,
    histogram_frame,
    queue_frame,
    queues_over_time,
    utilisation_bars,
    waiting_and_working,
)
from studio.app.figures.heat import HeatMap, heat_map, legend
from studio.app.figures.thumbnail import thumbnail

__all__ = [
    "Chart",
    "HeatMap",
    "cycle_time_histogram",
    "heat_map",
    "histogram_frame",
    "legend",
    "queue_frame",
    "queues_over_time",
    "thumbnail",
    "utilisation_bars",
    "waiting_and_working",
]
