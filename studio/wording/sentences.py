"""The English sentences by code: what a problem, an error or a mistake says, and what to do about it.

A sentence is one to three short sentences of plain English. Placeholders are the parameters of the
problem; ``studio.wording.sentence`` lists what may stand behind a colon in them.
"""

from __future__ import annotations

__all__ = ["SENTENCES"]

SENTENCES: dict[str, str] = {
    # Guards
    "guard.unexpected": "Character {position}: {expected:phrase} is expected, not {found:phrase}.",
    "guard.character": "Character {position}: {found} cannot stand in a condition.",
    "guard.number": "Character {position}: the number {found} is too large.",
    "guard.too-long": "The condition has {length} characters; at most {limit} are read.",
    "guard.too-deep": "The condition is nested more than {limit} levels deep.",
    # Starting the studio
    "app.port-taken": "Port {port} is not free here. Name another one, from 1024 to 65535.",
    # Scenario files: what may stand in the place of what stands there
    "scenario.invalid": "The scenario has {count} {count:mistake|mistakes}.",
    "scenario.encoding": "This is no text in UTF-8, or it has control characters in it: save it as UTF-8.",
    "scenario.too-large": "The file has more than {limit:number} characters: leave out what is not needed.",
    "scenario.too-many-values": "There are more than {limit:number} values: leave out what is not needed.",
    "scenario.too-deep": "Entries are nested more than {limit} levels deep: write them with fewer.",
    "scenario.yaml": "This is no YAML: {reason:phrase}. Mend the line.",
    "scenario.tag": "Write a plain value without a YAML tag or half a character.",
    "scenario.recursive": "The value contains itself: write it out.",
    "scenario.chain": "Each file is based on another, more than {limit} in a row: base it on fewer.",
    "scenario.circular": "The files are based on each other in a circle: {chain}. Take one based_on out.",
    "scenario.file.missing": "There is no such file, or it cannot be read: check its name and folder.",
    "scenario.file.no-folder": (
        "This scenario is kept without a folder, so that it cannot name a file: write the values themselves."
    ),
    "scenario.schema": "Write schema: 1, the version that this studio reads.",
    "scenario.key": "Write one of these keys: {known}.",
    "scenario.key.duplicate": "The key stands in line {first} already: take one of the two out.",
    "scenario.key.missing": "{key} is needed as well.",
    "scenario.key.text": "Write a plain text as key.",
    "scenario.twice": "{other} is the same: take one of the two out.",
    "scenario.exclusive": "Only one of these can stand here: {keys}.",
    "simplify.R1": "One step of {team} instead of {number}: {names}. It saves the queues between them.",
    "simplify.R1.price": "Whoever does it must be able to do all of it; nobody else looks at it in between.",
    "simplify.F3": "The gateway {names} has one way in and one way out: the drawing is clearer without it.",
    "simplify.F3.price": "It costs nothing.",
    "simplify.T1": "One person more in {team}: {people} in the largest shift.",
    "simplify.T1.price": "{hours} paid hours a week more: {currency} {cost} a week at the team's cost.",
    "simplify.T1.price.unknown": (
        "{hours} paid hours a week more; what an hour of the team costs is not stated."
    ),
    "simulate.other-diagram": (
        "The scenario is for {diagram}: it names elements that this diagram does not have. "
        "Take a scenario of this diagram, or that diagram."
    ),
    "compare.other-diagram": (
        "None of these scenarios is for this diagram: they are for {diagram}. Name that file instead."
    ),
    "compare.one": "Name at least two scenarios, each with -s: the others are compared with the first.",
    "scenario.mapping": "Write a mapping of keys to values.",
    "scenario.mapping.keys": "Write a mapping with keys out of these: {keys}.",
    "scenario.list": "Write a list.",
    "scenario.text": "Write a text of at most 2000 characters.",
    "scenario.value": "This value cannot stand here: write another one.",
    "scenario.word": "Write one of these words: {words}.",
    "scenario.duration": "Write a duration of at least 0 with its unit, such as 90 s, 6 min, 1.5 d or PT6M.",
    "scenario.duration.positive": "Write a duration of more than 0 with its unit, such as 90 s.",
    "scenario.duration.auto": "Write auto, 0, or a duration with its unit, such as 1 week.",
    "scenario.share": "Write a share between 0 and 1, such as 5 % or 0.05.",
    "scenario.share.below-one": "Nobody would ever be there: write a share below 1.",
    "scenario.share.above-nothing": "Write a share above 0, such as 5 %.",
    "scenario.probabilities": "Together these make {total}: write probabilities that add up to 100 %.",
    "scenario.number": "Write a number.",
    "scenario.number.not-negative": "Write a number of at least 0.",
    "scenario.number.positive": "Write a number of more than 0.",
    "scenario.whole": "Write a whole number from {least}.",
    "scenario.whole.auto": "Write auto, or a whole number from 1.",
    "scenario.money": "Write an hourly price of at least 0, such as 42/h.",
    "scenario.hours": "Write opening hours such as 08:00-20:00, or a list of them.",
    "scenario.hours.overlap": "These opening hours overlap: write hours that do not.",
    "scenario.weekdays": "Write weekdays such as mon-fri, sat or daily; other keys are {known}.",
    "scenario.weekdays.twice": "A weekday stands in two sets of this size: write it in one.",
    "scenario.date": "Write a date such as 2026-05-01.",
    "scenario.date.twice": "A date is both closed and open, or stands here twice: write it once.",
    "scenario.moment": "Write a moment such as 2026-03-02T08:00.",
    "scenario.zone": "Write a time zone such as Asia/Shanghai or UTC.",
    "scenario.spread.time": (
        "Write a duration such as 6 min, or a distribution such as {{lognormal: {{mean: 6 min, cv: 0.9}}}}."
    ),
    "scenario.spread.number": (
        "Write a number, or a distribution such as {{lognormal: {{mean: 180, cv: 1.2}}}}."
    ),
    "scenario.spread.one": "There is more or less than one distribution here ({found}): write exactly one.",
    "scenario.spread.parameters": "This distribution needs something else: {reason:phrase}.",
    "scenario.weight": "A weight stands inside of a mixture only: take it out.",
    "scenario.condition": "Write a condition such as amount > 5000.",
    "scenario.attribute": "Write an attribute of the cases; defined are {known}.",
    "scenario.attribute.one": (
        "Write a number or a distribution, or {{chance: 5 %}}, or {{choice: {{voice: 70 %, chat: 30 %}}}}."
    ),
    "scenario.team": "Write a team or lane; known are {known}.",
    "scenario.never-on-shift": "This team is never on shift: put at least one person there at some time.",
    "scenario.never-open": "This calendar is never open: write hours for some day.",
    "scenario.calendar": "Write a calendar; defined are {known}.",
    "scenario.calendar.reserved": "“calendar” means around the clock: choose another name.",
    "scenario.ladder": "Write a ladder; defined are {known}.",
    "scenario.ladder.empty": "The ladder is empty: write at least one level.",
    "scenario.ladder.top": (
        "This is the top: what it does not settle has nowhere to go. Write 100 %, or a further level."
    ),
    "scenario.day-factor": "A daily factor goes with per_interval only: take it out, or write per_interval.",
    "scenario.scale.order": "The end is not after the beginning: write a later end.",
    "scenario.scale.overlap": "This piece and number {other} overlap: write pieces that do not.",
    "scenario.events.boundary": "chance and at are for boundary events without a timer only: take them out.",
    "scenario.provenance": "Write an input that this scenario states, such as {known}.",
    "scenario.csv.empty": "The table is empty: write at least one contact or value into it.",
    "scenario.csv.encoding": "The table is no text in UTF-8: save it as a CSV table in UTF-8.",
    "scenario.csv.too-large": "The table is larger than 50 MB: write a smaller one.",
    "scenario.csv.columns": "The table has other columns than it needs: {columns}.",
    "scenario.csv.row": "Line {line} of the table says {value}, which cannot stand there: mend it.",
    "scenario.csv.before-start": (
        "Line {line} says {value}, which is before the start: write later moments, or an earlier start."
    ),
    "scenario.per-interval": (
        "Write the name of a CSV table, or contacts by weekday and time: {{mon-fri: {{08:00: 12, 08:30: "
        "15}}}}."
    ),
    "scenario.times": "Write the name of a CSV table, or a list of moments such as 2026-03-02T08:00.",
    "scenario.times.before-start": "This is before the start: write a later moment, or an earlier start.",
    "scenario.arrivals": (
        "Write a start event of this diagram, or a process without one, by id or label, such as {known}."
    ),
    "scenario.steps": (
        "Write a task, sub-process or call activity of this diagram, by id or label, such as {known}."
    ),
    "scenario.routing": (
        "Write an exclusive, inclusive or complex gateway of this diagram, by id or label, such as {known}."
    ),
    "scenario.events": (
        "Write a catching or boundary event or a receive task of this diagram, by id or label, such as "
        "{known}."
    ),
    "scenario.nodes": "Write a node of this diagram, by id or label, such as {known}.",
    "scenario.flow": "Write a flow that leaves this element, by id or label, such as {known}.",
    "scenario.ambiguous": "This is the label of {ids}: write the id of one of them.",
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
        "This message does not trigger anything in the simulation: "
        "who waits for it waits for the time that the scenario gives."
    ),
    "simulation.process-not-started": (
        "No case begins in this process, so it is not simulated. "
        "Give it arrivals in the scenario if it has customers of its own."
    ),
    "simulation.too-few-people": (
        "This step needs {people} of {team} at once, and there are {staff}: its cases wait for ever. "
        "Add people to the team, or let fewer do the step."
    ),
    "simulation.unused-input": "The simulation does not take {path} into account yet.",
    "simulation.event-subprocess": "This event sub-process is left out of the simulation.",
    "simulation.loop": "The loop is not simulated: each visit does the work once.",
    "simulation.multi-instance": "The instances are not simulated one by one: each visit does the work once.",
    "simulation.call-activity": "The process that is called here is simulated as a single step.",
    "simulation.ad-hoc": (
        "The ad-hoc sub-process is simulated like an ordinary one: "
        "all steps that no flow leads to begin at once."
    ),
    "simulation.transaction": (
        "The transaction is simulated like an ordinary sub-process: it is never cancelled."
    ),
    "simulation.complex-gateway": (
        "The complex gateway is simulated like an inclusive one whose branches do not wait for each other."
    ),
    "simulation.empty-subprocess": (
        "Nothing is drawn inside of this sub-process: it is simulated as a single step."
    ),
    "simulation.error-end": "The error that is thrown here is not caught: the path just ends.",
    "simulation.signal": "The signal that is sent here is not received anywhere in the simulation.",
    "simulation.escalation-throw": "The escalation that is thrown here is not caught in the simulation.",
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
        "depend on how long one looks. Add people, or take work from them."
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
    # The library
    "library.not-there": "“{id}” is not in the library (any more).",
    "library.saved-meanwhile": (
        "“{name}” was saved by somebody else in the meantime. Load it again, or save under another name."
    ),
    "library.address": "STUDIO_DATABASE is not an address that this studio can open ({reason}).",
    "library.newer": (
        "The library was written by a newer studio (layout {found}, known up to {known}). Update this studio."
    ),
    "library.unreachable": "The library cannot be opened ({reason}).",
    # Accepted suggestions
    "apply.unknown": "There is no suggestion {id}. These there are: {known}.",
    "apply.none": "There is no suggestion {id}: nothing was found that could be simpler.",
    "apply.no-output": "Say with -o into which file the simpler diagram goes.",
    "apply.no-suggestion": "Say with --apply which suggestion is to be written; without -o they are listed.",
    "apply.onto-input": "{file} was read for the suggestion and stays as it is. Choose another name.",
    # Versions of a diagram
    "version.first": "As it was added.",
    "version.example": "As it ships with the studio.",
    "version.drawn": "Changed by drawing.",
    "version.restored": "Version {number} again.",
    "run.died": "The simulation ended in an error of the studio. Start it again.",
    # Reading a file: what is refused
    "file.empty": "The file is empty. Choose the .bpmn file that your modelling tool exported.",
    "file.too-large": "The file is larger than {megabytes} MB. Export fewer diagrams into one file.",
    "file.not-xml": "The file is no XML. Export the diagram as BPMN 2.0 (.bpmn) and open that file.",
    "file.broken-xml": (
        "The file is damaged XML in line {line}: {reason}. Export the diagram again, or mend that line."
    ),
    "file.doctype": (
        "The file has a DOCTYPE, which no BPMN diagram needs and attacks use. "
        "Remove it, or export the diagram again."
    ),
    "file.too-deep": "Elements are nested more than {limit:number} levels deep. Export the diagram again.",
    "file.too-many-elements": (
        "The file has more than {limit:number} elements. Export fewer diagrams into one file."
    ),
    "file.attribute-too-long": (
        "An attribute is longer than {limit:number} characters. Remove it, or export the diagram again."
    ),
    "file.too-many-attributes": (
        "An element has more than {limit:number} attributes. Remove them, or export the diagram again."
    ),
    "file.too-many-values": (
        "The file has more than {limit:number} attributes. Export fewer diagrams into one file."
    ),
    "file.text-too-long": (
        "A text, comment, name or attribute in the file is too long: {megabytes} MB at most. "
        "Remove it, or export the diagram without pictures and attachments."
    ),
    "file.no-bpmn": (
        "The file is XML but no BPMN: its outermost element is <{root}>. "
        "Export the diagram as BPMN 2.0 (.bpmn) and open that file."
    ),
    "file.fragment": (
        "The file holds a piece of a diagram only: its outermost element is <{root}>. "
        "Export the whole diagram as BPMN 2.0 (.bpmn)."
    ),
    "file.only-layout": (
        "The file holds the layout of a diagram but not its process. "
        "Export the whole diagram as BPMN 2.0 (.bpmn)."
    ),
    "file.is-bizagi": (
        "This is Bizagi Modeler's own format. Export the diagram there as BPMN (.bpmn) and open that file."
    ),
    "file.is-visio": (
        "This is a Visio drawing. Export it from Visio as BPMN 2.0 XML, with an add-in that does so, "
        "and open that file."
    ),
    "file.is-xpdl": (
        "This is XPDL. Export the diagram from the same tool as BPMN 2.0 (.bpmn) and open that file."
    ),
    "file.is-aris": "This is an ARIS export (AML). Use the BPMN 2.0 export of ARIS and open that file.",
    "file.is-xmi": "This is a UML model (XMI). Use your tool's BPMN 2.0 XML export and open that file.",
    "file.is-drawio": (
        "This is a diagrams.net drawing, which knows no BPMN. "
        "Draw the process here or in a BPMN tool and open its .bpmn file."
    ),
    "file.is-adonis": "This is ADONIS's own format. Use the BPMN 2.0 export of ADONIS and open that file.",
    "file.is-dmn": "This is a decision table (DMN). Open the BPMN file of the process that uses it.",
    "file.is-bpel": "This is a BPEL program. Open the BPMN diagram of the process as a .bpmn file.",
    "file.is-zip": "This is a packed archive. Unpack it and open the .bpmn file inside.",
    "file.is-picture": (
        "This is a picture. Export the diagram from its tool as BPMN 2.0 (.bpmn) and open that file."
    ),
    "file.is-office": (
        "This is an office document. Export the diagram as BPMN 2.0 (.bpmn) and open that file."
    ),
    "file.is-json": (
        "This is JSON. Export the diagram from its tool as BPMN 2.0 XML (.bpmn) and open that file."
    ),
    "file.is-web-page": "This is a web page. Download the diagram itself as a .bpmn file and open that.",
    # Reading a file: what is told beside the diagram
    "file.encoding": (
        "The text is not in the encoding that the file declares; it was read as {used}. "
        "Check names with special characters."
    ),
    "file.undeclared-prefix": "A prefix is used without being declared; the file was read all the same.",
    "file.namespace": "The namespace {namespace} is not that of BPMN 2.0; the file was read all the same.",
    "file.no-process": "The file holds no process. Export the diagram again with its process.",
    "file.layout-without-process": (
        "The file holds the layout of a diagram but not its process. Export the diagram again."
    ),
    "file.choreography": "A choreography is not shown. Draw who does what in pools and lanes.",
    "file.conversation": "A conversation is not shown. Draw who does what in pools and lanes.",
    "diagram.empty": "There is no step in the diagram yet. Draw one.",
    "element.unknown": "<{tag}> is no element of a process; it is kept in the file but not shown.",
    "id.missing": "An element <{tag}> has no id; it is called {new} here.",
    "id.duplicate": "The id {id} is there twice; this one is called {new} here. Give it an id of its own.",
    "flow.no-source": "The flow starts nowhere and is left out. Connect its start to a step.",
    "flow.no-target": "The flow ends nowhere and is left out. Connect its end to a step.",
    "flow.unknown-source": (
        "The flow starts at {id}, which does not exist, and is left out. Connect its start."
    ),
    "flow.unknown-target": "The flow ends at {id}, which does not exist, and is left out. Connect its end.",
    "flow.source-no-step": "The flow starts at {id}, which is no step, and is left out. Connect its start.",
    "flow.target-no-step": "The flow ends at {id}, which is no step, and is left out. Connect its end.",
    "flow.source-from-node": "The flow does not say where it starts; {id} names it as outgoing.",
    "flow.target-from-node": "The flow does not say where it ends; {id} names it as incoming.",
    "message.no-source": "The message comes from nowhere and is left out. Connect its start.",
    "message.no-target": "The message goes nowhere and is left out. Connect its end.",
    "message.unknown-source": (
        "The message comes from {id}, which is no step or pool, and is left out. Connect its start."
    ),
    "message.unknown-target": (
        "The message goes to {id}, which is no step or pool, and is left out. Connect its end."
    ),
    "association.no-source": "The dotted line starts nowhere and is left out. Connect its start.",
    "association.no-target": "The dotted line ends nowhere and is left out. Connect its end.",
    "association.unknown-source": "The dotted line starts at {id}, which is not shown, and is left out.",
    "association.unknown-target": "The dotted line ends at {id}, which is not shown, and is left out.",
    "event.no-host": "The boundary event is attached to nothing. Attach it to a step.",
    "event.unknown-host": "The boundary event is attached to {id}, which is no step. Attach it to one.",
    "node.unknown-default": "The default flow {id} does not leave this element. Choose one that does.",
    "node.no-lane": "The element is in no lane. Draw it in the lane of those who do it.",
    "node.several-lanes": "Several lanes claim the element; it was put into {lane}. Move it there again.",
    "node.drawn-in-other-lane": (
        "The element belongs to {lane} but is drawn in {drawn}. Move it into the lane that is meant."
    ),
    "lane.unknown-element": "The lane lists {id}, which does not exist.",
    "pool.shared-process": (
        "The pool shows the same process as {other}, where its steps were put. Give each pool a process."
    ),
    "pool.unknown-process": (
        "The process {process} of the pool does not exist; the pool is shown as a black box."
    ),
    "layout.none": "The file says nothing about where to draw things; the studio laid them out.",
    "layout.missing": "The file does not say where to draw the element.",
    "layout.bad-number": "The place of {id} is not given in numbers that can be drawn.",
    "layout.no-element": "A shape in the layout does not say what it shows.",
    "layout.unknown-element": "The layout draws {id}, which does not exist.",
    # Writing a file
    "write.unknown-element": "There is no element {id} in the diagram.",
    "write.no-category": "The frame {id} has no category that could carry a name.",
    "write.character": "The character {character} cannot stand in a file. Remove it from the name.",
    "write.id-taken": "The id {id} is used in the file for something else. Give the new element another one.",
    "write.encoding": (
        "The file is in the encoding {encoding}, which cannot be written. Save it as UTF-8 first."
    ),
    # Walking a case
    "walk.nothing": "There is nothing to walk: no process of the diagram has a step. Draw one.",
    "walk.too-large": (
        "The diagram has more than {limit} elements with all that it calls and repeats. Walk a part of it."
    ),
    "walk.too-deep": "More than {limit} sub-processes are within one another at {element}. Draw fewer.",
    "walk.call-cycle": (
        "The call activity {element} calls a process that it is a part of, so the case would never end. "
        "Call another."
    ),
    "walk.endless-loop": (
        "The case would go round for ever at {element}: nobody does or decides anything in that loop. "
        "Put a step or a choice into it."
    ),
    "walk.too-long": "The case has become longer than a walk can be. Go back, or begin anew.",
    "walk.too-many-participants": (
        "The process {element} would begin again and again: a walk has {limit} participants at most. "
        "Go back, or begin anew."
    ),
    "walk.not-executable": "The diagram cannot be walked at {element}: {reason}. Draw that part differently.",
    "walk.no-offer": "This cannot be done now: {key}. Choose from what is offered.",
    "walk.ways": "At {element} between {least} and {most} of the offered ways are to be chosen.",
    "walk.at-start": "Nothing was done yet that could be undone.",
    "walk.no-save": "This is not a walk that the studio has saved. Begin a new one.",
    "walk.other-diagram": "The walk was made in another version of the diagram. Begin a new one.",
    "walk.event-sub-process": (
        "The event sub-process is left out of the walk: it has no start event that could set it off."
    ),
    "walk.compensation": "Compensation is left out of the walk.",
    "walk.complex-gateway": "The complex gateway is walked as an inclusive one.",
    "walk.script": (
        "This is no script of a walk. Write “steps:” with a list of elements or ways by id or label, and "
        "“values:” with the case's values if it has any."
    ),
    "walk.script-entry": "Entry {number} of the script, {entry}, cannot be done then. Offered are: {offers}.",
    "walk.json": "A walk by hand is not told as JSON. Add --script or --auto.",
    "walk.number": "Type a number from 1 to {most}, several ways of one choice with commas, b or q.",
    # Soundness of a process
    "soundness.deadlock": (
        "A case can get stuck at {node:called}: it waits for every way in, but after {split:called} nothing "
        "more may come along one of them. Make them fit each other."
    ),
    "soundness.deadlock.unfed": (
        "A case gets stuck at {node:called}: it waits for a way in along which nothing ever comes. "
        "Take that flow out, or connect it with the start."
    ),
    "soundness.deadlock.mutual": (
        "A case gets stuck at {node:called}: it waits for what comes only after it. Let it go on with less."
    ),
    "soundness.lack-of-synchronisation": (
        "What follows {node:called} can be done twice: the case goes on along several ways at once after "
        "{split:called}, and they are not joined here. Join them, or choose one way there."
    ),
    "soundness.lack-of-synchronisation.starts": (
        "What follows {node:called} can be done twice: the process begins at several places at once, "
        "and they are not joined here. Draw a start, or join them."
    ),
    "soundness.livelock": (
        "A case that comes to {node:called} goes round for ever: the loop has no way out. Draw one."
    ),
    "soundness.dead": "No case ever comes to {node:called}. Connect it with the start, or take it out.",
    "soundness.not-proven": (
        "Whether every case can complete is not proven: so much can happen at once here that "
        "{states:number} situations were looked at, and there are more. Draw parts of it as sub-processes."
    ),
    "soundness.fix.split-exclusive": "Let {node:called} choose one way (exclusive, XOR).",
    "soundness.fix.split-parallel": "Let {node:called} take all ways at once (parallel, AND).",
    "soundness.fix.split-inclusive": "Let {node:called} take one way or several (inclusive, OR).",
    "soundness.fix.join-exclusive": "Let {node:called} go on with each that comes (exclusive, XOR).",
    "soundness.fix.join-parallel": "Let {node:called} wait for all ways in (parallel, AND).",
    "soundness.fix.join-inclusive": "Let {node:called} wait for what is under way (inclusive, OR).",
    "soundness.fix.join-added": "Join the ways in before {node:called}: it waits for all of them.",
    "soundness.fix.flow-removed": "Take the flow from {from:called} to {to:called} out.",
    "soundness.fix.end-added": "Draw a way from {node:called} to an end.",
    # Levers of a what-if
    "lever.unknown": "The baseline has nothing of the name “{name}” to change. Let go of this lever.",
    "lever.range": "{amount} is too far: this lever goes from {low} to {high}.",
    "lever.nobody": "Nobody would be left in the team {team}. Take fewer people away.",
    "lever.shares": "The shares of “{name}” would not add up to 100 %. Change one of them less.",
    # The command line
    "check.several": "A scenario belongs to one diagram: name one file with -s, or leave it out.",
    "path.missing": "There is no such file. Check its name and folder.",
    "path.folder": "This is a folder. Name the BPMN files in it.",
    "path.denied": "This file may not be read. Ask for the permission, or name a copy that you may read.",
    "path.failed": "This file cannot be read: {reason}. Check its name, or name a copy of it.",
    "system.failed": "The system refuses what is needed: {reason}. Mend that and try again.",
    # Habits of drawing
    "lint.start-event-required": "No start event is drawn here. Draw one where a case begins.",
    "lint.end-event-required": "No end event is drawn here. Draw one for each result.",
    "lint.no-implicit-start": (
        "Nothing leads here, so a case begins here unseen. Draw a start event before it."
    ),
    "lint.no-implicit-start.beside": (
        "Nothing leads here, so nobody ever gets here from the start. Draw a flow to it, or take it out."
    ),
    "lint.no-implicit-end": (
        "No flow leads on from here. Draw an end event that says with what result the case ends."
    ),
    "lint.single-blank-start-event": (
        "There are {number} start events that do not say when a case begins at which. Give each its "
        "own trigger or name, or keep one."
    ),
    "lint.sub-process-blank-start-event": (
        "A sub-process begins when its turn comes, not at an event of its own. Take the event out of "
        "this start, or wait for it before the sub-process."
    ),
    "lint.event-sub-process-typed-start-event": (
        "Nothing ever sets this event sub-process off. Say at its start which event it waits for."
    ),
    "lint.superfluous-termination": (
        "There is no other path that this end could cut off. An ordinary end event says the same."
    ),
    "lint.same-end": "{number} ends are called {name:called}. Lead their paths to one, or name what differs.",
    "lint.conditional-flows": (
        "{number} of {branches} branches {number:does|do} not say when {number:it is|they are} taken. "
        "Name the answer at each."
    ),
    "lint.event-based-gateway": (
        "An event gateway waits for the first of several events, but there is only one way on. Draw "
        "the others, or take the gateway out."
    ),
    "lint.event-based-gateway.condition": (
        "After an event gateway the event decides, not a condition. Take the condition out."
    ),
    "lint.fake-join": (
        "{number} flows meet here, and none waits for another. Draw the gateway that is meant: "
        "exclusive if only one comes at a time, parallel if all are to be waited for."
    ),
    "lint.no-implicit-split": (
        "{number} flows leave here, and all are taken at once. Draw a gateway: exclusive if only one "
        "is meant, parallel if all are."
    ),
    "lint.no-complex-gateway": (
        "Hardly anybody can say what a complex gateway does. Draw it with exclusive and parallel ones."
    ),
    "lint.no-inclusive-gateway": (
        "After an inclusive gateway it is hard to say which ways are under way. Where one question at "
        "a time is meant, ask it at an exclusive gateway."
    ),
    "lint.no-gateway-join-fork": (
        "Ways meet and part at the same gateway. Draw one gateway to join and another to split."
    ),
    "lint.superfluous-gateway": (
        "The gateway has one way in and one way out: it does nothing. Take it out, or draw the way "
        "that is missing."
    ),
    "lint.gateway-chain": "The gateway only continues the one before it. One gateway would do.",
    "lint.no-disconnected": (
        "The element is connected with nothing. Draw a flow to it and one from it, or take it out."
    ),
    "lint.no-duplicate-sequence-flows": (
        "There is already such a flow between the same two elements: what follows is done twice. Take "
        "one out."
    ),
    "lint.no-duplicate-sequence-flows.either": (
        "There is already such a flow between the same two elements: both ways lead to the same place. "
        "Take one out, or say on each what it is for."
    ),
    "lint.ad-hoc-sub-process": (
        "An ad-hoc sub-process has neither start nor end events: people choose what to do. Take it "
        "out, or draw an ordinary sub-process."
    ),
    "lint.ad-hoc-sub-process.catch": (
        "The event in the ad-hoc sub-process leads to nothing. Draw a flow to what follows it."
    ),
    "lint.link-event.name": (
        "The link has no name, so that its other end cannot be found. Give both the same name."
    ),
    "lint.link-event.catch": (
        "The path jumps away here, but no link of this name takes it up on the same level. Draw the "
        "catching one."
    ),
    "lint.link-event.throw": (
        "No link of this name leads here from the same level. Draw the throwing one, or lead a flow "
        "to what follows."
    ),
    "lint.link-event.twice": (
        "Another link of the same name takes up the path, so that nobody ever gets here. Give each a "
        "name of its own."
    ),
    "lint.single-event-definition": (
        "The event stands for {number} things at once, which its symbol does not show. Draw one event "
        "for each."
    ),
    "lint.conditional-event": "The event waits for a condition that is not given. Write it down.",
    "lint.global.unused": (
        "The {kind:phrase} “{name}” is declared in the file, but nothing uses it. Take it out."
    ),
    "lint.global.name": "The {kind:phrase} {name} has no name. Give it one by which people know it.",
    "lint.global.twice": (
        "Several declarations of the kind {kind:phrase} are called “{name}”. Keep one, or name what differs."
    ),
    "lint.label-required": "The element has no name. Write what it means.",
    "lint.label-required.step": "The step has no name. Write what is done here.",
    "lint.label-required.decision": "The decision has no name. Write the question that is decided here.",
    "lint.same-label": "{number} steps are called {name:called}. Name what differs, or do it in one place.",
    "lint.verbless-label": "{name:called} does not say what is done. Write a verb and what it is done to.",
    "lint.no-bpmndi": (
        "The file does not say where this is drawn, so that other tools may not show it. Save the "
        "diagram here to give it a place."
    ),
    "lint.no-overlapping-elements": "The element covers {other:called}. Move one of the two.",
    "lint.no-overlapping-elements.outside": (
        "The element stands outside of the pool or sub-process that it belongs to. Move it inside."
    ),
    "lint.too-large": (
        "The picture has {number} elements; beyond {most} more than half of all models have mistakes. "
        "Put parts of it into sub-processes."
    ),
    "lint.deep-nesting": (
        "The sub-process lies {number} levels deep. Draw it as a process of its own and call it."
    ),
    # Parameters that come with files, and go into them
    "exchange.found": (
        "The file carries {count} {count:scenario|scenarios} ({formats}); {dropped} of the values have "
        "no place here. The first one is used where no scenario is chosen; “studio import” tells all of "
        "it."
    ),
    "exchange.stamped": (
        "All {count} values of {parameter} in the file are the same, {value}: probably a tool's default. "
        "Put in your own."
    ),
    "exchange.other-start": (
        "The file tells one stream of cases; it arrives at the first start, not at this one. State the "
        "arrivals here if there are any."
    ),
    "exchange.no-place": "{parameter} ({value}) is left out: a scenario has no place for it.",
    "exchange.result": (
        "{parameter} ({value}) is left out: it asks for results or tells some, and the studio tells all "
        "of them anyway."
    ),
    "exchange.results": "{value}: this scenario holds the results of another one and is not taken over.",
    "exchange.instance": "{parameter} ({value}) is left out: it belongs to a single past case.",
    "exchange.unreadable": (
        "{parameter} ({value}) is left out: it cannot be read as a value. State it in the scenario."
    ),
    "exchange.order": "{parameter} ({value}): the values are drawn at random here, their order is left out.",
    "exchange.between": (
        "{parameter} ({value}): only the points themselves are drawn here, nothing between them."
    ),
    "exchange.bounds": (
        "{parameter}: the bounds {value} are left out, as a distribution is cut off at 0 only."
    ),
    "exchange.cut-at-zero": (
        "{parameter} ({value}): what would be below 0 is cut off, so that the mean is a little higher."
    ),
    "exchange.placeholder": (
        "{parameter} ({value}) is left out: nothing but zeros stands there, as tools put it in by themselves."
    ),
    "exchange.expression": (
        "{parameter} ({value}) is left out: it is an expression that is not evaluated here. State a "
        "value or a condition."
    ),
    "exchange.kind": "{parameter} ({value}) is left out: values of this kind cannot stand there.",
    "exchange.calendar": (
        "{parameter}: the part {value} is left out, as it is no weekly hours, whole minutes and single days."
    ),
    "exchange.unknown-calendar": (
        "{parameter}: there is no calendar {value}; around the clock is taken instead."
    ),
    "exchange.unknown-element": (
        "{parameter} {value}: the diagram has no such element, and what is told of it is left out."
    ),
    "exchange.wrong-element": (
        "{parameter} ({value}) is left out: it says nothing about an element of this kind."
    ),
    "exchange.other-value": "{parameter} ({value}) is left out: another value stands there already.",
    "exchange.valid-for": (
        "{parameter} ({value}) holds at all times here, not only while its calendar is open."
    ),
    "exchange.cases": (
        "{parameter} ({value}) is left out: the number of cases is told by another start already."
    ),
    "exchange.outside-calendars": (
        "{parameter} ({value}) is left out: outside of its calendars a team has nobody here."
    ),
    "exchange.together": (
        "{parameter}: {value} would be needed at the same time; a step here takes people of one team."
    ),
    "exchange.unknown-resource": "{parameter} {value}: there is no such resource in the file.",
    "exchange.averaged": "{parameter}: the differences {value} are left out, a team has one price an hour.",
    "exchange.mixed": (
        "{parameter}: {value} different times by who does it are mixed, as a team shares one queue."
    ),
    "exchange.some-of-team": "{parameter}: everybody in the team does it here, {value} too.",
    "exchange.beside-conditions": (
        "{parameter} ({value}) is left out: the other ways of this choice have conditions."
    ),
    "exchange.batch": "{parameter} ({value}): only the size of a batch is taken over.",
    "exchange.beside-cases": "{parameter} ({value}) is left out: the number of cases says when it ends.",
    "exchange.misfit": "{reason:phrase} As it is, {parameter} ({value}) is left out.",
    "exchange.no-base": (
        "The scenario is to inherit from {value}, which is not in the file: it stands alone."
    ),
    "exchange.cannot-hold": "{parameter} ({value}) is not in the file: {format} has no place for it.",
    "exchange.no-distribution": (
        "{parameter} ({value}) is not in the file: {format} has no such distribution."
    ),
    "exchange.zone": "{parameter} ({value}): {format} holds the offset at the start only, no time zone.",
    "exchange.several-starts": (
        "{parameter} ({value}) is not in the file: {format} counts the cases of each start by itself."
    ),
    "exchange.implied": (
        "{parameter} ({value}) is not in the file: the contacts stand within these hours anyway."
    ),
    "exchange.cut": (
        "{parameter} ({value}): in the file the contacts outside of these hours are cut off instead."
    ),
    "exchange.clock": "{parameter} ({value}) is not in the file: in {format} a time runs around the clock.",
    "exchange.no-expression": (
        "{parameter} ({value}) is not in the file: {format} has no words for this condition."
    ),
    "exchange.shifts": (
        "{parameter} ({value}): {format} has no shifts. As many people as are there at the busiest time "
        "stand in the file, around the clock."
    ),
    "exchange.dates": (
        "{parameter} ({value}): {format} has no hours for single days, the weekly ones are in the file."
    ),
    "exchange.one-start": (
        "{parameter} ({value}) is not in the file: {format} has one stream of cases, at the first start."
    ),
    "exchange.no-profile": (
        "{parameter} ({value}) is not in the file: {format} has one distribution between arrivals for "
        "the whole week."
    ),
    "exchange.one-team": "{parameter} ({value}): only the first team is in the file, as {format} takes one.",
    "exchange.other-name": (
        "{parameter} ({value}) stands in the file as a gamma distribution, which is the same under "
        "another name."
    ),
    "exchange.rounded": "{parameter} does not come back from {format} exactly as it was.",
    "exchange.replaced": (
        "The file had a {format} block of another tool, and a file can have one only: it is replaced."
    ),
    "exchange.no-definitions": (
        "There is no BPMN definitions element around the diagram. Save it with a modelling tool first."
    ),
    "exchange.not-written": (
        "What was written cannot be found again in the file. Save it with a modelling tool first."
    ),
    "exchange.broken-json": "This is no JSON: {reason}. Export it again.",
    "exchange.not-prosimos": (
        "This JSON holds no simulation parameters of Prosimos. Name the file that its “simulation "
        "parameters” were saved to."
    ),
    "exchange.no-companion": (
        "This is no companion file of a diagram (Prosimos' JSON or Scylla's XML) but {root}. Name one of "
        "those."
    ),
    "exchange.nothing": (
        "No scenario was found: the file has neither BPSim nor a qbp block. Name a companion file with "
        "--diagram, if there is one."
    ),
    "exchange.needs-diagram": "This file stands beside a diagram: name that with --diagram.",
    "exchange.one-only": "A file holds one {format} block only. Name one scenario with -s.",
    "exchange.onto-input": "{file} is one of the files that are read. Name another one to write to.",
    # Decisions: whether each case has exactly one way
    "guard.overlap": (
        "With {case} both “{first}” and “{second}” hold, so that the case has two ways. Make one "
        "of them narrower."
    ),
    "guard.gap": (
        "With {case} none of the conditions holds and there is no default way. Add a condition, or mark "
        "the default way."
    ),
    "guard.gap.other": (
        "With a value that no condition names, such as {case}, there is no way on. Mark the default way "
        "if there may be one."
    ),
    "guard.undecided": (
        "Where {names} is not known none of the conditions holds. Mark the default way, or see to it that "
        "the value is always there."
    ),
    "guard.unproven": (
        "Nothing proves that one of the conditions always holds. Mark the way for all other cases "
        "as the default."
    ),
    "guard.never": (
        "“{condition}” can never hold, so that no case takes this way. Mend it, or take the way out."
    ),
    "guard.always": (
        "“{condition}” holds for every case, so that no other way is needed. Mend it, or take the "
        "decision out."
    ),
    "guard.mixed": (
        "{name} is compared with values of different sorts: with {case} one of the conditions has no answer. "
        "Compare it with numbers or with texts."
    ),
    "guard.not-binary": (
        "{count:number} ways lead on and no condition tells which one a case takes. Ask one "
        "yes-or-no question "
        "after the other, or give the ways conditions."
    ),
    "guard.unparsed": (
        "“{condition}” is no condition that can be computed. It stays a text; say in the scenario what share "
        "of cases goes this way."
    ),
    "guard.no-default": (
        "“{way}” is the one way without a condition, but is not marked as the default. Mark it, so that "
        "every tool takes it for all other cases."
    ),
    "guard.late-data": (
        "“{condition}” asks for {name}, which only “{writer}” writes, and no way leads from there to here. "
        "Write it before it is asked for."
    ),
    "guard.late-data.maybe": (
        "“{condition}” asks for {name}, but a case can get here without “{writer}”, which writes it. "
        "Write it on every way to here, or mark a default way."
    ),
    # The service desk: whether a process is complete and decided
    "service.unreadable-time": (
        "“{value}” is no time ({name:phrase}). Write it with its unit, such as 6 min, 1 h 30 min or PT6M."
    ),
    "service.no-deadline": (
        "A case can wait here for ever. Put a timer on it, or behind an event gateway beside it, and draw "
        "what happens then."
    ),
    "service.no-deadline.many": (
        "At {count} of {total} places where something is awaited a case can wait for ever. Put a timer on "
        "each, and draw what happens then."
    ),
    "service.no-reply-time": (
        "Nobody says when this timer rings. Write the reply time into the timer, or into its label."
    ),
    "service.unheard-timer": (
        "When this deadline passes nobody else hears of it. Lead it to a higher level or another team, or "
        "end it with an escalation event."
    ),
    "service.no-escalation": (
        "This problem ends with nobody who could solve it. Lead it to a higher level or another team, or "
        "name a ladder for the step."
    ),
    "service.unknown-ladder": (
        "“{value}” is neither a ladder of the scenario nor a route along lanes. Write a ladder's name, or "
        "the lanes from the lowest level to the top with → between them."
    ),
    "service.level-no-reply-time": (
        "Nobody says by when the level “{level:name}” has to answer. Write a replyTime at its lane, or draw "
        "a timer at its step."
    ),
    "service.level-no-authority": (
        "Nobody says what the level “{level:name}” may settle itself. Write its authority at its lane, or "
        "settles in the ladder."
    ),
    "service.ladder-no-top": (
        "Nobody says that the top of the ladder “{ladder}” settles everything. Write settles: 100 % at its "
        "last level."
    ),
    "service.level-no-cover": (
        "Nobody of {team:name} is on duty when “{level:name}” has to answer what is raised on {day:phrase} "
        "at {time} and due on {due_day:phrase} at {due}. Put somebody on duty then, or let the reply time "
        "run by the hours of the team."
    ),
    "service.promise-parts": (
        "The parts of the promise “{promise:name}” may take {sum:duration} together, and the whole is to "
        "take {within:duration}. Shorten a part, or promise more time."
    ),
    "service.promise-parts.some": (
        "Cases that take the longest way may take {sum:duration} by the parts of the promise "
        "“{promise:name}”, and the whole is to take {within:duration}. Promise these cases another time, or "
        "shorten a part."
    ),
    "service.no-owner": (
        "Nobody answers for what is done here. Name an owner of the lane, of its pool or of the process."
    ),
    "service.no-owner.many": (
        "For {count} of {total} lanes or pools nobody answers. Name an owner of the process, or of each "
        "of them."
    ),
    "service.no-method": "The step has no standard method. Name the SOP by which it is done.",
    "service.no-method.many": (
        "{count} of {total} steps have no standard method. Name the SOP by which each is done."
    ),
    "service.no-standard-time": "The step has no standard time. Write in what time it is to be done.",
    "service.no-standard-time.many": (
        "{count} of {total} steps have no standard time. Write in what time each is to be done."
    ),
    # The four questions
    "question.no-start": "The process begins nowhere. Draw a start event and a flow from it.",
    "question.no-end": "The process ends nowhere. Draw an end event and a flow to it.",
    "question.empty": "Nothing is drawn in the process. Draw its steps.",
    "question.unreached": "No case can get here. Draw a flow to it, or take it out.",
    "question.dead-end": "The way ends here without an end. Draw a flow from it to the next step or an end.",
    "question.no-way-out": "From here no end can be reached. Draw a way out.",
    "question.loose-flow": "The flow is not connected at both ends. Connect it, or take it out.",
    "question.undecided": (
        "It is not said which way a case takes from here. Label every way, or give it a condition."
    ),
    "question.unsound": "Cases get stuck or are done twice here. Look at the faults that were found.",
    "question.no-method": "The step has no standard method. Name the SOP by which it is done.",
    "question.no-time": "The step has no standard time. Write in what time it is to be done.",
    "question.unreadable-time": (
        "“{value}” is no time ({name:phrase}). Write it with its unit, such as 6 min, 1 h 30 min or PT6M."
    ),
    "question.no-deadline": (
        "A case can wait here for ever. Put a timer on it, or behind an event gateway beside it, and draw "
        "what happens then."
    ),
    "question.no-reply-time": (
        "Nobody says when this timer rings. Write the reply time into the timer, or into its label."
    ),
    "question.unheard-timer": (
        "When this deadline passes nobody else hears of it. Lead it to a higher level or another team, or "
        "end it with an escalation event."
    ),
    "question.no-escalation": (
        "A case that gets stuck here goes to nobody. Name a ladder for the step, its lane or the process, "
        "or draw a timer that leads to a higher level."
    ),
    "question.ladder-incomplete": (
        "The level “{level:name}” of the ladder has no reply time, so that a case can get stuck there. "
        "Write its reply time."
    ),
    # Decision tables
    "file.dmn-not-xml": (
        "The file is no XML, so that no decision tables can be in it. Export the decision as DMN (.dmn)."
    ),
    "file.no-dmn": (
        "The file holds no decision tables: its outermost element is <{root}>. Export the decision as "
        "DMN (.dmn) and open that file."
    ),
    "decision.none": "There is no decision in the file. Export the decision with its table.",
    "decision.no-table": "“{name}” is not decided by a table, so that nothing of it is taken up.",
    "decision.no-output": "The table “{name}” has no output column, so that it decides nothing. Add one.",
    "decision.hit-policy": (
        "The table “{name}” has the hit policy {policy}, which is not computed here. Choose UNIQUE, "
        "FIRST, ANY, PRIORITY, COLLECT or RULE ORDER."
    ),
    "decision.unread-cell": (
        "Rule {rule} of the table “{name}” asks “{cell}”, which cannot be computed here. The rule is "
        "left out."
    ),
    "decision.overlap": (
        "With {case} both rule {rule} and rule {other} of the table “{table}” hold, but only one may. "
        "Make one of them narrower."
    ),
    "decision.conflict": (
        "With {case} both rule {rule} and rule {other} of the table “{table}” hold, and their results "
        "differ. Make them agree."
    ),
    "decision.gap": "With {case} no rule of the table “{table}” holds. Add a rule for it.",
    "decision.never": "Rule {rule} of the table “{table}” can never hold. Mend it, or take it out.",
    "decision.masked": (
        "Rule {rule} of the table “{table}” never decides: whenever it holds, as with {case}, one above "
        "it does too. Move it up, or take it out."
    ),
    "decision.many-results": (
        "The table “{table}” gives one case several results, so that it cannot choose one way. Use "
        "another hit policy."
    ),
    "decision.unread-rule": (
        "Rule {rule} of the table “{table}” cannot be computed, so that no way has it in its condition."
    ),
    "decision.no-way": (
        "The table “{table}” decides “{result}”, but no way is called so. Name a way like the result."
    ),
    "decision.no-result": "No rule of the table “{table}” decides “{way}”. Add a rule, or take the way out.",
    "decision.too-long": (
        "What the table “{table}” asks for the way “{way}” is too long for a condition. Split the table."
    ),
}
