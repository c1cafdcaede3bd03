"""What an editor leaves out of a file is put back where it stood, and nothing else."""

from __future__ import annotations

import re

import pytest

from studio.reading import read, restored

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
ORIGINAL = f"""<?xml version="1.0" encoding="UTF-8"?>
<?maker keep?>
<!-- 投诉 -->
<definitions xmlns="{MODEL}" xmlns:x="urn:x" id="D">
  <message id="M"/>
  <x:list><x:entry>a <x:b/> c</x:entry></x:list>
  <process id="P">
    <!-- of the process -->
    <extensionElements><x:kept><!-- deep --></x:kept></extensionElements>
    <startEvent id="S"><outgoing>F</outgoing></startEvent>
    <serviceTask id="T" name="Book" operationRef="elsewhere"><!-- of the task --></serviceTask>
    <x:widget id="W"/>
    <holyTask id="H"/>
    <sequenceFlow id="F" sourceRef="S" targetRef="T"/>
  </process>
</definitions>
<!-- the end -->
"""
LEFT_OUT = (
    "<?maker keep?>",
    "<!-- 投诉 -->",
    "<x:list><x:entry>a <x:b/> c</x:entry></x:list>",
    "<!-- of the process -->",
    "<!-- deep -->",
    ' operationRef="elsewhere"',
    "<!-- of the task -->",
    '<x:widget id="W"/>',
    '<holyTask id="H"/>',
    "<!-- the end -->",
)


def edited(text: str = ORIGINAL) -> str:
    """The file as an editor writes it that keeps nothing of all that."""
    for lost in LEFT_OUT:
        assert lost in text
        text = text.replace(lost, "")
    return text.replace(' xmlns:x="urn:x"', "").replace("<x:kept>", '<x:kept xmlns:x="urn:x">')


def test_everything_is_where_it_stood():
    found = restored(edited().replace('name="Book"', 'name="Order"').encode(), ORIGINAL.encode()).decode()
    places = [re.sub(r' xmlns:x="urn:x"', "", found).find(lost) for lost in LEFT_OUT]
    assert all(place >= 0 for place in places)
    assert places == sorted(places)
    assert 'name="Order"' in found
    assert found.startswith('<?xml version="1.0" encoding="UTF-8"?>\n')
    assert restored(found.encode(), ORIGINAL.encode()) == found.encode()


@pytest.mark.parametrize("codec", ["utf-16", "gb18030"])
def test_the_file_may_have_been_in_another_encoding(codec):
    original = ORIGINAL.replace("UTF-8", codec).encode(codec)
    assert "<!-- 投诉 -->" in restored(edited().encode(), original).decode()


def test_what_was_deleted_stays_deleted():
    shorter = edited()
    shorter = re.sub(r"<serviceTask.*</serviceTask>", "", shorter).replace('<message id="M"/>', "")
    shorter = re.sub(r"<sequenceFlow.*/>", "", shorter).replace("<outgoing>F</outgoing>", "")
    found = restored(shorter.encode(), ORIGINAL.encode())
    assert b"of the process" in found
    assert not any(gone in found for gone in (b"of the task", b"serviceTask", b"<message", b"sequenceFlow"))
    assert [node.id for node in read(found, "x.bpmn").diagram.nodes] == ["S"]


@pytest.mark.parametrize(
    "original",
    [
        f'<definitions xmlns="{MODEL}" id="D"><process id="P"><task id="T"/></process></definitions>',
        f'<definitions xmlns="{MODEL}" id="D"><process id="P"><y:z/><task id="T"/></process></definitions>',
    ],
    ids=["nothing is lost", "a prefix without declaration"],
)
def test_a_file_of_which_nothing_can_be_put_back_stays_as_the_editor_wrote_it(original):
    data = (
        f'<definitions xmlns="{MODEL}" id="D"><process id="P"><task id="T" name="A"/></process></definitions>'
    )
    assert restored(data.encode(), original.encode()) == data.encode()
