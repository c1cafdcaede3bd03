"""Whether the name of a step says what is done, judged with care: in doubt it does."""

from __future__ import annotations

import re

__all__ = ["names_no_doing"]

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[^\W\d_]+")

_CHINESE_DOING = frozenset(
    "办处理查审核批准填写录登记建创改更换修删取领发送寄转交接收受回复答访问询联络通知告提醒报派分配安排定约预签订购买卖付缴退"
    "补扣算计统汇总编制作拟起草印打传导入出存归备检测试验证确认可否同意拒绝判断评估选择挑比较对监控督跟踪进催追结束关闭开启"
    "停暂恢执行施完成做用使讨论沟协商调解释说明介绍推荐培训学教考招聘面离整优升级降投诉请求申输看听呼叫拨挂抄移变撤销取消"
    "等待触引指派授解决盘点放退还赔偿维护清洗搬运装卸贴扫拍拆包生产采集收找搜索浏览读翻译校准设置配置部署安装登陆注册绑"
    "开票盖章归档结算支充值激活冻锁阻止防保留持续延长缩短加减增提供满足服务支持帮助协助参与组织举召集主控管理运营推动促"
)
"""Characters of which at least one is in nearly every Chinese word for doing something."""

_CHINESE_THINGS = (
    "表",
    "单",
    "书",
    "系统",
    "部门",
    "人员",
    "名单",
    "信息",
    "资料",
    "结果",
    "平台",
    "客户",
    "文件",
)
"""Words at whose end a name is that of a thing, if nothing in it is done."""

_DOINGS = frozenset(
    _WORD.findall("""
    accept acknowledge activate add adjust advise agree allocate analyse analyze announce answer apply
    approve archive arrange ask assess assign attach audit authorise authorize await bill block book
    bring build buy calculate call cancel carry change charge check choose clarify classify clean clear
    close collect compare compile complete compute confirm consult contact convert copy correct count
    create credit cut deal debit decide decline define delete deliver deploy describe design detect
    determine develop diagnose discard discuss dispatch display do document download draft draw edit
    email end enrich ensure enter escalate estimate evaluate examine execute explain export extract file
    fill filter finalise finalize find finish fix follow forward fulfil fulfill gather generate get give
    grant handle help hold identify implement import improve inform initiate input inspect install
    interview investigate invite invoice issue keep launch let list load log look mail maintain make
    manage map mark match meet merge monitor move name negotiate notify obtain offer open order organise
    organize pack pass pay perform pick place plan post prepare present print prioritise prioritize
    process produce program provide publish purchase put qualify query raise rate reach read receive
    recommend reconcile record recruit refer refund refuse register reject release remind remove renew
    repair repeat replace reply report request reschedule research reserve resolve respond restart
    restore retrieve return review revise run save scan schedule search select sell send serve set
    settle ship show sign solve sort specify start stop store submit summarise summarize supply support
    take talk tell terminate test throw track train transfer transmit transport trigger try turn undo
    unlock update upload use validate verify view visit wait warn weigh withdraw work write
    """)
)
_VERB_ENDINGS = ("ate", "ify", "ise", "ize")
_THING_ENDINGS = ("tion", "sion", "ment", "ance", "ence", "ing", "ysis", "oval", "ewal", "usal", "eipt")


def names_no_doing(name: str) -> bool:
    """Whether the name is surely that of a thing or topic: ``Invoice verification``, ``客户信息表``."""
    if _CHINESE.search(name):
        return name.endswith(_CHINESE_THINGS) and not _CHINESE_DOING.intersection(name)
    words = _WORD.findall(name.casefold().replace("-", ""))
    if not words or len(words) > 4 or not name.isascii():
        return False
    return words[-1].endswith(_THING_ENDINGS) and not _is_doing(words[0])


def _is_doing(word: str) -> bool:
    again = word.startswith("re") and word[2:] in _DOINGS
    return again or word in _DOINGS or word.endswith(_VERB_ENDINGS)
