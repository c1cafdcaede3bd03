"""Rules of a service desk: owners, standards, deadlines, ladders and promises of a process."""

from studio.check.service.problems import service_problems

__all__ = ["service_problems"]
