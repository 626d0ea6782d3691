"""The strangers: ten portals that share nothing with the sample county, and their ground truth.

The generator knows nothing of the readers. Facts (`plans`), their judgement under the standing
rulebook (`oracle`) and their looks (`lonsun`, `hanweb`, `trs`, `vsb`, `handmade`) are kept apart.
"""
