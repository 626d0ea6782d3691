"""Which titles call for no interpretation, in every row of every rulebook that asks it."""

from __future__ import annotations

import pytest

from checks.engine.outcome import Outcome
from checks.engine.requirement import Requirement
from checks.matching.titles import matches_any
from checks.rulebooks import available, load_rulebook
from tests.builders import document, dossier
from tests.checks.rows import judge_by

CHECKS = frozenset({
    "interpretation_present", "interpretation_latency", "interpretation_linked",
    "section_freshness", "gazette_registers_documents", "consultation_precedes_adoption",
})  # fmt: skip


def rows() -> list[Requirement]:
    """The rows of all rulebooks that leave such documents out, each list of patterns once."""
    found: dict[object, Requirement] = {}
    for name in sorted(available()):
        for row in load_rulebook(name).requirements:
            if row.check in CHECKS:
                found.setdefault((row.check, row.terms["excluded_title_patterns"]), row)
    return list(found.values())


PERSONNEL = (
    "云溪县人民政府关于张某某等同志任免职的通知", "云溪县人民政府关于任命李某为县教育局局长的决定",
    "云溪县人民政府关于吴某等工作人员职务调整的通知", "关于郑某辞去职务的通知",
    "云溪县人民政府关于县长、副县长工作分工的通知", "云溪县人民政府关于县政府领导分工调整的通知",
    "云溪县人民政府关于给予王某行政处分的决定", "关于公布县政府法律顾问名单的通知",
)  # fmt: skip
COMMENDATION = (
    "云溪县人民政府关于表扬2025年度先进单位的通报", "云溪县人民政府关于命名第三批文明村的决定",
    "云溪县人民政府关于授予张某“云溪工匠”称号的决定", "云溪县人民政府关于奖励纳税大户的决定",
    "云溪县人民政府关于公布第五届县长质量奖获奖名单的通知",
    "云溪县人民政府关于给张某记三等功的决定",
    "云溪县人民政府关于追授李某同志“见义勇为勇士”称号的决定",
    "云溪县人民政府办公室关于对2025年真抓实干成效明显乡镇予以督查激励的通报",
)  # fmt: skip
COORDINATING = (
    "云溪县人民政府办公室关于成立县防汛抗旱指挥部的通知",
    "关于县燃气安全整治工作专班组成人员的通知",
    "云溪县人民政府办公室关于调整县食安委、药安委成员的通知",
    "云溪县人民政府办公室关于县招商引资工作领导小组更名的通知",
    "云溪县人民政府办公室关于清理规范议事协调机构的通知",
)  # fmt: skip
REPLIES = (
    "云溪县人民政府关于石桥镇总体规划的批复", "云溪县人民政府关于规划的批复（云政复〔2026〕3号）",
    "云溪县人民政府关于同意云溪县城市更新规划的复函", "云溪县人民政府关于同意设立石桥工业园区的函",
)  # fmt: skip
REPEALS = (
    "云溪县人民政府关于废止《云溪县供水办法》的决定", "云溪县人民政府关于宣布失效一批文件的决定",
    "云溪县人民政府关于停止实施《云溪县出租车管理办法》的通知",
    "云溪县人民政府关于撤销《云溪县渡口管理办法》的决定",
    "云溪县人民政府关于公布继续有效的规范性文件目录的通知",
)  # fmt: skip
OF_ONE_OCCASION = (
    "云溪县人民政府办公室关于启用新印章的通知", "关于启用“云溪县人民政府行政复议专用章”的公告",
    "云溪县人民政府办公室关于2026年春节放假安排的通知", "关于2026年部分节假日安排的通知",
    "云溪县人民政府办公室关于召开全县安全生产工作会议的通知",
    "云溪县人民政府土地征收启动公告（云政征启〔2026〕3号）", "云溪县人民政府征地补偿安置公告",
    "云溪县人民政府关于征收石桥镇集体土地的公告", "关于老城片区房屋征收的决定",
    "云溪县人民政府关于启动防汛Ⅳ级应急响应的通知", "关于终止防汛四级应急响应的通知",
    "云溪县人民政府关于撤销县广播站等3家事业单位的通知", "关于撤销云溪县农机推广站的通知",
)  # fmt: skip
OF_ONE_MATTER = (
    "关于王某某等同志退休的通知", "云溪县人民政府任命书", "云溪县人民政府房屋征收补偿决定书",
    "云溪县人民政府房屋征收补偿决定书（张某某）", "云溪县人民政府行政复议决定书",
    "行政复议决定书（云政复决〔2026〕3号）", "关于送达行政处罚决定书的公告",
)  # fmt: skip
SOON_OVER = (
    "云溪县人民政府关于云溪大桥封闭施工实行交通管制的通告", "关于大桥封闭施工交通管制的通告",
    "关于石桥路临时实行交通管制的公告", "关于石桥路半幅封闭施工的公告",
    "云溪县人民政府关于全县中小学停课的紧急通知", "关于2026年春节放假及值班工作的通知",
    "云溪县人民政府办公室关于做好2026年中秋节期间值班工作的通知",
    "云溪县人民政府关于开展防空警报试鸣的公告", "关于举行防震应急演练的通知",
    "关于石桥镇停水的公告", "关于计划停电检修的通知",
)  # fmt: skip
WITHIN = (
    "云溪县人民政府办公室关于报送2026年工作总结的通知", "关于报送重点项目材料的函",
    "关于及时上报安全生产大检查情况的紧急通知", "关于做好报送政务信息的通知",
    "云溪县人民政府办公室关于征求《养老条例》意见的函", "关于商请支持云溪大桥建设的函",
    "云溪县人民政府关于提请审议2025年财政决算的议案",
    "云溪县人民政府关于县十七届人大五次会议议案办理情况的报告",
)  # fmt: skip
CORRECTED = (
    "云溪县人民政府关于更正《云溪县城镇基准地价》附件的通知", "更正公告",
    "云溪县人民政府办公室关于更正云政办发〔2026〕3号文件附件的通知",
    "关于对云政办发〔2026〕3号文件进行更正的通知", "关于《云溪县供水管理办法》的更正说明",
)  # fmt: skip
LEFT_OUT = (
    *PERSONNEL, *COMMENDATION, *COORDINATING, *REPLIES, *REPEALS, *OF_ONE_OCCASION,
    *OF_ONE_MATTER, *SOON_OVER, *WITHIN, *CORRECTED,
)  # fmt: skip
CALLED_FOR = (
    "云溪县人民政府关于印发《云溪县表彰奖励办法》的通知",
    "云溪县人民政府关于印发《云溪县议事协调机构管理办法》的通知",
    "云溪县人民政府关于印发《云溪县行政批复事项管理办法》的通知",
    "云溪县人民政府关于印发《云溪县规范性文件废止规定》的通知",
    "云溪县人民政府关于建立健全基本养老服务体系的实施意见",
    "云溪县人民政府关于调整最低生活保障标准的通知", "云溪县人民政府关于命名县城道路的通知",
    "云溪县人民政府关于取消和下放一批行政许可事项的决定",
    "云溪县人民政府关于进一步加强招商引资奖励工作的意见",
    "云溪县人民政府关于促进企业聘用高校毕业生的通知",
    "云溪县人民政府关于停止实施高污染车辆通行的通告",
    "云溪县人民政府关于2026年重点工作任务分工的通知",
    "云溪县人民政府关于撤销石桥中学合并办学的实施方案",
    "云溪县人民政府关于印发云溪县授予荣誉市民称号办法的通知",
    "云溪县人民政府办公室关于印发云溪县督查激励实施办法的通知",
    "云溪县人民政府关于激励民营企业创新发展的决定",
    "云溪县人民政府办公室关于启用电子印章的管理办法",
    "云溪县人民政府关于节假日期间停车收费的通知", "云溪县人民政府关于公布征地区片综合地价的公告",
    "云溪县人民政府关于印发云溪县会议费管理规定的通知", "关于调整征地补偿标准的公告",
    "云溪县人民政府关于征收城镇土地使用税的通告",
    "云溪县人民政府关于调整事业单位工作人员基本工资标准的通知",
    "云溪县人民政府关于撤销公路收费站的通知",
    "云溪县房屋征收与补偿办法", "云溪县城市道路交通管理办法", "云溪县值班工作制度",
    "云溪县人民政府关于印发云溪县节假日值班制度的通知", "云溪县行政复议规定",
    "关于加强占道施工期间交通组织工作的通知", "关于重污染天气期间机动车交通管制的通告",
    "关于调整居民用水价格的函", "关于规范行政处罚决定书送达工作的通知",
    "关于规范不动产登记簿错误更正的通知", "关于建立健全定期开展消防演练的通知",
    "云溪县退休人员社会化管理实施意见", "关于女同志退休的通知", "关于企业职工退休的通知",
    "关于规范行政处罚决定书公开工作的通知", "行政处罚决定书（样式）",
    "云溪县人民政府关于城区货车限行的通告", "关于加强城区道路交通管制的通告",
    "关于上学期间校门口交通管制的通告", "关于印发道路施工交通管制管理办法的通知",
    "云溪县人民政府关于住宅小区道路封闭管理的通知", "关于停水期间水费减免的通知",
    "关于企业放假期间职工工资支付的通知", "关于国庆节期间值班补贴的通知",
    "关于规范停水停电行为的通知", "云溪县人民防空警报试鸣管理规定",
    "关于加强政务信息报送工作的意见", "关于加强统计数据报送工作的通知",
    "云溪县公函管理办法", "关于加强人大代表议案建议办理工作的通知",
    "云溪县不动产更正登记办法", "关于规范不动产更正登记工作的通知",
)  # fmt: skip


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.check}-{row.id}")
def test_titles_that_call_for_none_and_titles_that_do(row: Requirement) -> None:
    patterns = row.terms["excluded_title_patterns"]
    assert [title for title in LEFT_OUT if not matches_any(title, patterns)] == []
    assert [title for title in CALLED_FOR if matches_any(title, patterns)] == []


def test_the_scope_of_a_clause_takes_nothing_back_in() -> None:
    """A clause on certain policies asks for what calls for an interpretation, and no more."""
    terms = {"max_working_days": 3, "scope": ["就业"]}
    for title, outcome in (
        ("云溪县人民政府关于表扬就业工作先进单位的通报", Outcome.INAPPLICABLE),
        ("云溪县人民政府办公室关于调整县就业工作领导小组成员的通知", Outcome.INAPPLICABLE),
        ("国务院关于促进就业的意见", Outcome.INAPPLICABLE),
        ("云溪县人民政府关于促进就业的意见", Outcome.FAILED),
    ):
        own = title.startswith("云溪县")
        seen = dossier(document(title=title, issuer="云溪县人民政府" if own else None, number=None))
        (finding,) = judge_by("interpretation_present", seen, **terms)
        assert finding.outcome is outcome, finding.statement
