"""Why a file is refused, and what is told beside its diagram."""

from __future__ import annotations

__all__ = ["SENTENCES"]

SENTENCES: dict[str, str] = {
    # Reading a file: what is refused
    "file.empty": "The file is empty. Choose the .bpmn file that your modelling tool exported.",
    "file.too-large": "The file is larger than {megabytes} MB. Export fewer diagrams into one file.",
    "file.not-xml": "The file is no XML. Export the diagram as BPMN 2.0 (.bpmn) and open that file.",
    "file.broken-xml": (
        "The file is damaged XML in line {line}, column {column}. Export the diagram again, or mend that "
        "place."
    ),
    "file.broken-xml.tags-crossed": (
        "The tag <{opened}> of line {begun} is not closed where </{closed}> stands in line {line}. Export "
        "the diagram again, or close the one before the other."
    ),
    "file.broken-xml.cut-off": (
        "The file ends in line {line}, but <{opened}> of line {begun} is not closed: probably a part is "
        "missing. Export or copy the diagram again."
    ),
    "file.broken-xml.after-end": (
        "The diagram ends before line {line}, and something more stands there. Take out what comes after "
        "the end."
    ),
    "file.broken-xml.character-number": (
        "Line {line}, column {column}: the number of a character after &# is wrong. Write the character "
        "itself."
    ),
    "file.broken-xml.character": (
        "Line {line}, column {column}: a control character stands there, which no XML may have in it. Take "
        "it out."
    ),
    "file.broken-xml.ampersand": (
        "Line {line}, column {column}: a bare & stands there. Write &amp; instead."
    ),
    "file.broken-xml.entity": (
        "Line {line}: XML does not know &{name};. Write the character itself instead."
    ),
    "file.broken-xml.less-in-value": (
        "Line {line}, column {column}: a < stands in the value of an attribute. Write &lt; instead, or "
        "close the quotation mark before it."
    ),
    "file.broken-xml.less-in-text": (
        "Line {line}, column {column}: no name of an element follows the <. Write &lt; instead if the sign "
        "itself is meant."
    ),
    "file.broken-xml.value-unquoted": (
        "Line {line}, column {column}: the value of an attribute does not stand in quotation marks. Write "
        "them around it."
    ),
    "file.broken-xml.value-open": (
        "The quotation mark after the value of an attribute is missing up to line {line}. Write it, or "
        "export the diagram again."
    ),
    "file.broken-xml.no-value": (
        'Line {line}: the attribute {name} has no value. Write one behind it, such as {name}="…".'
    ),
    "file.broken-xml.attribute-twice": (
        "Line {line}: the attribute {name} stands twice in one element. Take one of the two out."
    ),
    "file.broken-xml.comment-open": (
        "A comment that begins with <!-- is not closed up to line {line}. Write --> behind it."
    ),
    "file.broken-xml.hyphens": (
        "Line {line}, column {column}: two hyphens stand within a comment. Write one only."
    ),
    "file.broken-xml.section-open": (
        "A piece of text that begins with <![CDATA[ is not closed up to line {line}. Write ]]> behind it."
    ),
    "file.broken-xml.section-end": (
        "Line {line}, column {column}: ]]> stands in a text that does not begin with <![CDATA[. Write "
        "]]&gt; instead."
    ),
    "file.broken-xml.instruction-open": (
        "An instruction that begins with <? is not closed up to line {line}. Write ?> behind it."
    ),
    "file.broken-xml.declaration": (
        'Line {line}: the XML declaration is wrong. Write <?xml version="1.0" encoding="UTF-8"?> there.'
    ),
    "file.broken-xml.declaration-late": (
        "Line {line}: an XML declaration may stand at the very beginning of a file only. Take out this one,"
        " or what stands before it."
    ),
    "file.broken-xml.tag": (
        "Line {line}, column {column}: a space, a quotation mark or a > is missing in a tag. Export the "
        "diagram again, or mend that place."
    ),
    "file.broken-xml.bytes": (
        "Line {line}: a character is not in the encoding that the file declares. Save the file as UTF-8, or"
        " export the diagram again."
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
    "file.no-namespace": (
        "The file does not say that it is BPMN 2.0: it has no namespace. It was read all the same."
    ),
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
}
