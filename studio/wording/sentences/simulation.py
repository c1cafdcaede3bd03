"""What a simulation and a study tell."""

from __future__ import annotations

__all__ = ["SENTENCES"]

SENTENCES: dict[str, str] = {
    # Running a simulation
    "simulation.nothing-arrives": (
        "No case can arrive: the diagram has no start event and no step that could begin. "
        "Draw a start event and a flow from it."
    ),
    "simulation.no-end": (
        "No start of the diagram reaches any end, so that no case could ever complete. "
        "Connect the steps from a start event to an end event."
    ),
    "simulation.flow-across-border": (
        "This flow crosses the border of a sub-process and is not taken. "
        "Lead it to the sub-process itself, or draw both its ends inside."
    ),
    "simulation.link-without-catch": (
        "No catching link event of this name stands on the same level: the path ends here. "
        "Draw one, or give it the same name."
    ),
    "simulation.boundary-never": (
        "Nothing says when this boundary event happens, so it never does. "
        "Give it a time or a chance in the scenario."
    ),
    "simulation.message-flow": (
        "This message sets nothing off: what it leads to does not wait for one. "
        "Lead it to a start or catching event, a boundary event or a receive task."
    ),
    "simulation.process-not-started": (
        "No case begins in this process and nothing sets it off, so it is not simulated. "
        "Give it arrivals in the scenario if it has customers of its own."
    ),
    "simulation.too-few-people": (
        "This step needs {people} of {team} at once, and there are {staff}: its cases wait for ever. "
        "Add people to the team, or let fewer do the step."
    ),
    "simulation.unused-input": "The simulation does not take {path} into account yet.",
    "simulation.word": "{condition} asks for a word that {name} never is: {word}. Its words are {known}.",
    "simulation.word.near": "{condition} asks for a word that {name} never is: {word}. Was {near} meant?",
    "simulation.instances-by-word": (
        "The diagram takes the number of instances from {name}, which is no number: "
        "define it as one, such as {{empirical: [1, 1, 3]}}, or give the step instances in the scenario."
    ),
    "simulation.loop": (
        "Nothing says how often this loop goes round: each visit does the work once. "
        "Give it repeats in the scenario."
    ),
    "simulation.multi-instance": (
        "Nothing says how many instances there are: each visit does the work once. "
        "Give it instances in the scenario."
    ),
    "simulation.call-activity": "The process that is called here is simulated as a single step.",
    "simulation.ad-hoc": (
        "The ad-hoc sub-process is simulated like an ordinary one: "
        "all steps that no flow leads to begin at once."
    ),
    "simulation.transaction": (
        "The transaction is simulated like an ordinary sub-process: it can be cancelled, "
        "but nothing that was done in it is undone."
    ),
    "simulation.complex-gateway": "The complex gateway is simulated like an inclusive one.",
    "simulation.empty-subprocess": (
        "Nothing is drawn inside of this sub-process: it is simulated as a single step."
    ),
    "simulation.error-end": (
        "Nothing around catches the error that is thrown here: it ends the whole process instance."
    ),
    "simulation.compensation": "Nothing is undone in the simulation: this event does nothing.",
    "simulation.conditional": (
        "The condition is not watched: the event happens after the time that the scenario gives."
    ),
    # What a study found
    "study.stuck": (
        "{number:number} {number:case|cases} ({share}) got stuck: a step waits for a token that never comes, "
        "or no way on is open. Look at the gateways where the paths meet and at their conditions."
    ),
    "study.endless": (
        "{number:number} {number:case|cases} ({share}) went round in a loop without end and were taken out. "
        "Raise the chance to leave the loop."
    ),
    "study.overload": (
        "{team} has {load} of the work it can do: its queue grows for as long as cases arrive, and the waits "
        "depend on how long one looks. At the end {backlog} wait: {drain:duration} of work for the people "
        "there if nothing more came, {eased:duration} at a load of 90 %. Add people, or take work from them."
    ),
    "study.peak": (
        "{team} cannot keep up at its worst hours: {after:duration} after the beginning {backlog} wait, "
        "which is {drain:duration} of work even with everybody there. Bring people forward, or spread the "
        "arrivals."
    ),
    "study.check-fails": (
        "The study does not agree with its own checks, which is a fault of the simulator. Do not rely on its "
        "figures, and report the diagram and the scenario."
    ),
    "study.open": (
        "{number:number} {number:case|cases} ({share}) were still open at the end: what they took is in no "
        "figure, so that the times look better than they are. Make the run longer, or look at what they "
        "wait for."
    ),
    "study.not-settled": (
        "The process does not settle down: its figures still change at the end of the run. "
        "Look for an overload, or make the run longer."
    ),
    "study.imprecise": (
        "After {replications} replications the figures are not yet known to within {precision}. "
        "Run more of them, or longer ones."
    ),
    # Levers of a what-if
    "lever.unknown": "The baseline has nothing of the name “{name}” to change. Let go of this lever.",
    "lever.range": "{amount} is too far: this lever goes from {low} to {high}.",
    "lever.nobody": "Nobody would be left in the team {team}. Take fewer people away.",
    "lever.shares": "The shares of “{name}” would not add up to 100 %. Change one of them less.",
}
