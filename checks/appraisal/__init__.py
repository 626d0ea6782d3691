"""The yearly appraisal (年度考评): five parts, what people give and what we measured, one total.

Pure: plan and inputs in, results out. The plan that ships is 芜湖市2020年政务公开工作考评方案
(`plans/wuhu-2020.toml`); docs/appraisal.md says how it is used.
"""
