"""Names in other languages, as the standard's extension for translations has them, are labels."""

from __future__ import annotations

from dataclasses import replace

from bpmn_text import diagram_of, process
from rereading import comparable

from studio.model import Label
from studio.reading import localised, read, write

I18N = "http://www.omg.org/spec/BPMN/non-normative/extensions/i18n/1.0"


def translated(*entries: str, own: str = "") -> str:
    inside = "".join(f'<t:translation xmlns:t="{I18N}" {it}</t:translation>' for it in entries)
    return process(
        f'<task id="N" name="Handle complaint"><extensionElements>{own}{inside}</extensionElements></task>'
    )


def test_a_translation_of_the_name_is_a_label():
    text = translated('xml:lang="de">Beschwerde\n bearbeiten', 'target="@name" xml:lang="zh-CN">处理投诉')
    node = diagram_of(text).node("N")
    assert node.labels == (Label("de", "Beschwerde bearbeiten"), Label("zh-CN", "处理投诉"))
    assert (node.label("de"), node.label("zh")) == ("Beschwerde bearbeiten", "处理投诉")


def test_what_is_translated_otherwise_is_no_label():
    entries = ('target="documentation" xml:lang="de">Warum', 'xml:lang="fr"> ', ">ohne Sprache")
    assert diagram_of(translated(*entries)).node("N").labels == ()


def test_the_studios_own_label_comes_before_a_translation():
    own = '<studio:label lang="de">Reklamation</studio:label>'
    node = diagram_of(translated('xml:lang="de">Beschwerde', 'xml:lang="fr">Plainte', own=own)).node("N")
    assert node.labels == (Label("de", "Reklamation"), Label("fr", "Plainte"))


def test_a_diagram_is_shown_by_its_translations():
    data = translated('xml:lang="de">Beschwerde bearbeiten').encode()
    assert 'name="Beschwerde bearbeiten"' in localised(data, "de").decode()


def test_labels_that_are_changed_take_the_place_of_the_translations():
    data = translated('xml:lang="de">Beschwerde', 'target="documentation" xml:lang="de">Warum').encode()
    diagram = read(data, "x").diagram
    assert write(diagram, data) == data
    changed = replace(diagram, nodes=(replace(diagram.nodes[0], labels=(Label("fr", "Plainte"),)),))
    written = write(changed, data)
    assert comparable(read(written, "x").diagram) == comparable(changed)
    assert "Warum" in written.decode()
