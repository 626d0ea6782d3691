"""Organisation (机构职能): who is in charge of what."""
