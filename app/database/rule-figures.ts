import { type RawBuilder, sql } from 'kysely'

/** Rows of `repository_summaries`, one for each rule and state: `organization_id`, `rule`, `state`, `findings`. */
export const rulesOf = (summaries: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select one.organization_id, by_rule.key as rule, by_state.key as state, by_state.value::integer as findings
  from ${summaries} as one, jsonb_each(one.rules) as by_rule, jsonb_each_text(by_rule.value) as by_state`

/**
 * Writes into `rule_figures` by how much they change, as part of the statement that replaces summaries.
 * @param before the rows that are replaced or deleted
 * @param after the rows that stand in their place
 */
export const changeRuleFigures = (
  before: RawBuilder<unknown>,
  after: RawBuilder<unknown>,
): RawBuilder<unknown> => sql`
  insert into rule_figures (organization_id, rule, state, findings)
  select organization_id, rule, state, sum(findings)::integer from (
    select organization_id, rule, state, -findings as findings from (${rulesOf(before)}) gone
    union all
    select organization_id, rule, state, findings from (${rulesOf(after)}) come
  ) change group by organization_id, rule, state having sum(findings) <> 0 order by organization_id, rule, state
  on conflict (organization_id, rule, state) do update set findings = rule_figures.findings + excluded.findings`

/** How many findings of each rule of a repository `r` are in which state, as a column of a `select`. */
export const countedRules = sql`
  (select coalesce(jsonb_object_agg(rule, states), '{}') from (
    select rule, jsonb_object_agg(state, number) as states from (
      select rule, state, count(*) as number from findings where repository_id = r.id group by rule, state
    ) counted group by rule
  ) by_rule)`
