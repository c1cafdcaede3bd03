"""One thing has one word: the terms of a service operation are the same in every Chinese sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import studio.app
from studio.wording import SENTENCES
from studio.wording.catalogue import catalogue

CHINESE = catalogue("zh-CN")
EDITOR = Path(studio.app.__file__).parent / "diagram" / "frontend" / "src" / "language.js"

TERMS = [
    # English, Chinese, words that say the same and are not used
    ("case", "工单", ["单子", "案件", "业务在", "业务以", "业务何时"]),
    ("scenario", "方案", ["情景", "场景"]),
    ("standard time", "标准执行时间", ["标准时长", "标准工时"]),
    ("standard method", "标准执行方式", ["标准方法", "作业方法"]),
    ("reply time", "应答时间", ["答复时间", "回复时间"]),
    ("authority", "处置权限", ["授权额度"]),
    ("ladder", "升级阶梯", ["升级路径", "升级链"]),
    ("team", "团队", ["班组", "小组"]),
    ("lane", "泳道", ["通道"]),
    ("pool", "泳池", ["个池", "资源池"]),
    ("flow", "连线", ["顺序流", "序列流", "流向", "条流"]),
    ("gateway", "网关", ["闸道"]),
    ("sub-process", "子流程", ["子过程"]),
    ("ad-hoc sub-process", "自由子流程", ["临时子流程", "特别子流程"]),
    ("hand-off", "交接", ["移交"]),
    ("rework", "返工", ["重做次数"]),
    ("arrival", "来单", ["到达流", "到达量", "到达间隔"]),
    ("contacts", "联络量", ["联系量", "来电量"]),
    ("promise", "承诺", ["承诺达成", "违约"]),
    ("input", "参数", ["的输入", "给出的输入"]),
    ("simplify", "简化", ["精简"]),
    ("walk", "走查", ["穿行"]),
    ("simulation", "仿真", ["模拟"]),
    ("replication", "重复", ["复制次数"]),
    ("the studio", "本软件", ["工作室", "本平台", "本工具", "本系统"]),
]


@pytest.mark.parametrize(("chinese", "others"), [term[1:] for term in TERMS], ids=[term[0] for term in TERMS])
def test_a_term_has_one_word(chinese, others):
    assert any(chinese in text for text in CHINESE.values())
    said = [*CHINESE.values(), EDITOR.read_text(encoding="utf-8")]
    assert [text for text in said for other in others if other in text] == []


@pytest.mark.parametrize(
    "english",
    ["standard time", "standard method", "ladder", "reply time", "pool", "lane", "gateway", "sub-process"],
)
def test_a_sentence_about_a_thing_says_its_word(english):
    chinese = next(word for term, word, _ in TERMS if term == english)
    about = re.compile(rf"(?<![-\w]){english}s?(?![-\w])", re.IGNORECASE)
    told = {text: CHINESE[text] for text in CHINESE if about.search(re.sub(r"\{[^{}]*\}", "", text))}
    assert len(told) > 1
    assert {text: said for text, said in told.items() if chinese not in said and "{count}" not in text} == {}


@pytest.mark.parametrize(
    ("name", "word"),
    [("Standard time", "标准执行时间"), ("Method (SOP)", "标准执行方式（SOP）"), ("Reply time", "应答时间"),
     ("Scenario", "方案"), ("Flow", "连线"), ("Escalation ladder", "升级阶梯"), ("Cases", "工单")],
)  # fmt: skip
def test_what_is_shown_alone_is_the_word_too(name, word):
    assert CHINESE[name] == word


@pytest.mark.parametrize(
    "code",
    [code for code, text in SENTENCES.items() if code.startswith("scenario.") and re.search(r": [a-z]", text)
     and not re.search(r"(?:such as|: \{)", text)],
)  # fmt: skip
def test_a_mistake_in_a_scenario_says_what_to_do_in_chinese_too(code):
    """What the English asks for behind its colon is asked for in Chinese, not only what is not allowed."""
    assert re.search("请|须|只能|还需要", CHINESE[SENTENCES[code]])
