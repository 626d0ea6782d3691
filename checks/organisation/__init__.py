"""Organisation (机构职能): what a body is for, who answers, whom to ask, and how."""
