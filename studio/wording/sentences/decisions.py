"""Decisions and decision tables."""

from __future__ import annotations

__all__ = ["SENTENCES"]

SENTENCES: dict[str, str] = {
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
        "Where there is no value for {names}, none of the conditions holds. Mark the default way, or see to "
        "it that there always is one."
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
    "guard.unquoted": (
        "“{condition}” asks whether {name} is the same as another property, which is called {word}. If the "
        "text is meant, put {word} in quotation marks."
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
    # Decision tables
    "file.dmn-not-xml": (
        "The file is no XML, so that no decision tables can be in it. Export the decision as DMN (.dmn)."
    ),
    "file.dmn-empty": "The file is empty. Choose the .dmn file with the decision that your tool exported.",
    "file.dmn-is-bpmn": (
        "This is a BPMN diagram, and decision tables are in files of their own. Choose the .dmn file of the "
        "decision."
    ),
    "file.dmn-other": (
        "This is something else, such as a web page, a picture or an archive, so that no decision tables can "
        "be read in it. Export the decision as DMN (.dmn) and open that file."
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
    "decision.no-priority": (
        "The table “{name}” has the hit policy PRIORITY, but its output “{column}” has no list of values "
        "that says which comes first. The first rule that holds decides; list the values, or choose FIRST."
    ),
    "decision.unread-cell": (
        "Rule {rule} of the table “{name}” asks “{cell}”, which cannot be computed here. The rule is "
        "left out."
    ),
    "decision.unread-number": (
        "Rule {rule} of the table “{name}” asks “{cell}”, which cannot be read as a number, a comparison "
        "such as > 100 or a range such as [1..5]. The rule is left out."
    ),
    "decision.unquoted": (
        "The column “{column}” of the table “{name}” has texts without quotation marks, such as {word}. They "
        'are taken as texts; write "{word}" so that every tool does.'
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
    "check.cases": "Cases that came: {expected:number}; that left or are still open: {found:number}.",
    "check.little": (
        "Little's law: {expected:number} cases in the process by rate and time, {found:number} counted."
    ),
    "check.little-team": (
        "Little's law at {team}: {expected:number} in the queue by rate and wait, {found:number} counted."
    ),
    "check.erlang-c": (
        "Erlang C for {team}: a wait of {expected:duration} by the formula, {found:duration} simulated."
    ),
    "check.erlang-a": (
        "Erlang A for {team}: {expected:share} give up by the formula, {found:share} simulated."
    ),
}
