"""The words by which the names of offices end, told once for all who read letters.

What stands in front of them, and what else may answer, is each reader's own question.
"""

from __future__ import annotations

AUTHORITY_END = (
    "局|委|委员会|委办|办公室|办事处|院|厅|部|政府|中心|街道|镇|乡|处|所|队|大队|站|科|股"
)
"""How the name of an authority ends, and hardly anything else does."""
OFFICE_END = f"{AUTHORITY_END}|办|会|室|公司"
"""How the name of whoever may answer a letter ends."""
OFFICE_NAME = rf"[\u3400-\u9fff]{{2,30}}(?:{OFFICE_END})"
ANY_OFFICE = "部门|单位|机关|官方"
"""Words for an office that name none."""
DESK_END = "信箱|热线"
