"""Programs, the engine that runs them, random streams, records and replications."""

from studio.simulation.census import Run
from studio.simulation.compilation import compile_program
from studio.simulation.engine import run
from studio.simulation.program import Program, RunLength
from studio.simulation.replications import Cancelled, Job, replicate

__all__ = ["Cancelled", "Job", "Program", "Run", "RunLength", "compile_program", "replicate", "run"]
