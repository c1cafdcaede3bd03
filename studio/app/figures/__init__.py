"""Pictures of diagrams and results: functions from data to SVG, Altair charts and heat, without a page."""

from studio.app.figures.charts import (
    cycle_time_histogram,
    queues_over_time,
    utilisation_bars,
    waiting_and_working,
)
from studio.app.figures.heat import HeatMap, heat_map, legend
from studio.app.figures.thumbnail import thumbnail

__all__ = [
    "HeatMap",
    "cycle_time_histogram",
    "heat_map",
    "legend",
    "queues_over_time",
    "thumbnail",
    "utilisation_bars",
    "waiting_and_working",
]
