import { type Condition, parseCondition } from './conditions.ts'
import { isActivityForOutsiders, subjectOf, type Trigger } from './events.ts'

/** Whether somebody without rights gets past a condition. `perhaps`: it rests on something this file does not show. */
export type Reach = 'yes' | 'perhaps' | 'no'

/** What a condition can come to for an outsider, who chooses every text in the event. */
interface Outcomes {
  readonly true: boolean
  readonly false: boolean
}
const either: Outcomes = { true: true, false: true }
const never: Outcomes = { true: false, false: true }
const always: Outcomes = { true: true, false: false }

/** Associations that somebody has without being trusted by the repository: a merged typo makes a `CONTRIBUTOR`. */
const weakAssociations = ['contributor', 'first_time_contributor', 'first_timer', 'mannequin', 'none']

/** Whether an outsider who causes `trigger` can make the condition true. */
export function reachOf(condition: string, trigger: Trigger): Reach {
  if (condition.trim() === '') return 'yes'
  const tree = parseCondition(condition)
  // What we can't read could let anybody in or nobody.
  if (tree === null) return 'perhaps'
  if (!judge(tree, trigger, either).true) return 'no'
  // Outputs of other steps and jobs may carry the result of a check of the person: without them, would it still run?
  return judge(tree, trigger, never).true ? 'yes' : 'perhaps'
}

function judge(condition: Condition, trigger: Trigger, outputs: Outcomes): Outcomes {
  switch (condition.kind) {
    case 'and': {
      const [left, right] = [
        judge(condition.left, trigger, outputs),
        judge(condition.right, trigger, outputs),
      ]
      return { true: left.true && right.true, false: left.false || right.false }
    }
    case 'or': {
      const [left, right] = [
        judge(condition.left, trigger, outputs),
        judge(condition.right, trigger, outputs),
      ]
      return { true: left.true || right.true, false: left.false && right.false }
    }
    case 'not':
      return inverse(judgeNegated(condition.inner, trigger, outputs))
    case 'compare':
      return compare(condition, trigger, outputs)
    case 'call':
      return callOutcomes(condition, trigger, outputs)
    case 'name':
      return nameOutcomes(condition.name, outputs)
    case 'text':
    default:
      return condition.value === '' ? never : always
  }
}

const inverse = (outcomes: Outcomes): Outcomes => ({ true: outcomes.false, false: outcomes.true })

/** `!github.event.pull_request.head.repo.fork`: an outsider's pull request always comes from a fork. */
function judgeNegated(inner: Condition, trigger: Trigger, outputs: Outcomes): Outcomes {
  if (inner.kind === 'name' && inner.name.endsWith('head.repo.fork')) return always
  // Outputs that are negated count as absent as well: `!steps.x.outputs.blocked` may be a check.
  return judge(inner, trigger, outputs === never ? always : outputs)
}

function nameOutcomes(name: string, outputs: Outcomes): Outcomes {
  if (/^(?:needs|steps|jobs|vars|env|inputs)\./.test(name)) return outputs
  // Filled only for pull requests from the same repository.
  if (name.startsWith('github.event.workflow_run.pull_requests')) return never
  if (name === 'false') return never
  return either
}

function compare(condition: Condition & { kind: 'compare' }, trigger: Trigger, outputs: Outcomes): Outcomes {
  const { operator } = condition
  if (operator !== '==' && operator !== '!=') return either
  const equal = equality(nameOf(condition.left), nameOf(condition.right), condition, trigger, outputs)
  return operator === '==' ? equal : inverse(equal)
}

const nameOf = (condition: Condition): string => (condition.kind === 'name' ? condition.name : '')

function equality(
  left: string,
  right: string,
  condition: Condition & { kind: 'compare' },
  trigger: Trigger,
  outputs: Outcomes,
): Outcomes {
  const literal =
    condition.right.kind === 'text' ? condition.right : condition.left.kind === 'text' ? condition.left : null
  const name = condition.right.kind === 'text' ? left : condition.left.kind === 'text' ? right : left || right
  if (name === 'github.event_name' && literal) return literal.value === trigger.event ? always : never
  if (name === 'github.event.action' && literal) {
    return isActivityForOutsiders(trigger.event, literal.value) ? either : never
  }
  if (isPerson(left, trigger) || isPerson(right, trigger)) return never
  if (isAssociation(name, trigger))
    return literal && weakAssociations.includes(literal.value.toLowerCase()) ? either : never
  if (isOwnRepository(left, right)) return never
  if (name.endsWith('head.repo.fork')) return [left, right].includes('true') ? always : never
  if (name === 'github.event.label.name') return never
  if (/^(?:needs|steps|jobs|env|inputs)\./.test(name)) return outputs
  return either
}

/** Who caused the event. On a comment, the author of the issue is somebody else. */
function isPerson(name: string, trigger: Trigger): boolean {
  const subject = subjectOf(trigger.event)
  return (
    [
      'github.actor',
      'github.actor_id',
      'github.triggering_actor',
      'github.event.sender.login',
      'github.event.sender.id',
    ].includes(name) ||
    name === `github.event.${subject}.user.login` ||
    name === `github.event.${subject}.user.id` ||
    name === `github.event.${subject}.actor.login`
  )
}

const isAssociation = (name: string, trigger: Trigger): boolean =>
  name === `github.event.${subjectOf(trigger.event)}.author_association`

function isOwnRepository(left: string, right: string): boolean {
  const head =
    /\bhead\.repo\.(?:full_name|owner\.login|id)$|\bhead_repository\.(?:full_name|owner\.login|id)$|\bhead\.user\.login$/
  return head.test(left) !== head.test(right)
}

function callOutcomes(
  condition: Condition & { kind: 'call' },
  trigger: Trigger,
  outputs: Outcomes,
): Outcomes {
  const { name, inputs } = condition
  if (name === 'always' || name === 'success') return always
  if (name === 'failure' || name === 'cancelled') return either
  const [list, item] = inputs
  if (name !== 'contains' || !list || !item) return either
  const person = isPerson(nameOf(item), trigger)
  if (person && isFixed(list)) return never
  if (isAssociation(nameOf(item), trigger) && isFixed(list)) {
    const allowed = fixedText(list).toLowerCase()
    return weakAssociations.some((weak) => new RegExp(`(?:^|[^a-z_])${weak}(?:[^a-z_]|$)`).test(allowed))
      ? either
      : never
  }
  const inner = [list, item].map(nameOf).find((input) => /^(?:needs|steps|jobs)\./.test(input))
  return inner === undefined ? either : outputs
}

/** A list that the event can't change: `fromJSON('["a"]')`, a text, or a variable of the repository. */
function isFixed(list: Condition): boolean {
  if (list.kind === 'call') return list.name === 'fromjson' && list.inputs.every(isFixed)
  return list.kind === 'text' || /^(?:vars|secrets|env)\./.test(nameOf(list))
}

function fixedText(list: Condition): string {
  if (list.kind === 'call') return list.inputs.map(fixedText).join(' ')
  return list.kind === 'text' ? list.value : ''
}
