"""Figures for files and notebooks: functions from results, comparisons and diagrams to matplotlib figures.

Each is drawn without pyplot, reads and changes no setting of matplotlib's, and brings its own font for
Latin and Chinese text. A notebook shows one as the last line of a cell; ``savefig`` writes PNG, SVG or PDF.
"""

from studio.report.figures.before_after import before_after_figure
from studio.report.figures.cycle_times import cycle_time_figure
from studio.report.figures.forest import forest_figure
from studio.report.figures.heat import diagram_figure, heat_figure
from studio.report.figures.queues import queues_figure
from studio.report.figures.utilisation import utilisation_figure
from studio.report.figures.waiting import waiting_figure

__all__ = [
    "before_after_figure",
    "cycle_time_figure",
    "diagram_figure",
    "forest_figure",
    "heat_figure",
    "queues_figure",
    "utilisation_figure",
    "waiting_figure",
]
