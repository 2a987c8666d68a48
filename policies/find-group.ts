import type { Fact, Facts } from './facts.ts'
import { globMatcher } from './glob.ts'
import { propertyHolds } from './property-holds.ts'
import type { Group, Policy, Selector } from './resolve-policy.ts'

/** Why a group applies that asks for nothing. */
export const everyRepository = 'it is about every repository'

/** Whether a group is about a repository, and why, for people. */
export interface Selection {
  readonly selected: 'yes' | 'no' | 'unknown'
  readonly why: string
  /** Where it is unknown only because the repository's name is. */
  readonly nameMissing?: true
}

export interface GroupStep extends Selection {
  readonly group: Group
}

/**
 * Asks the groups in their order whether they are about the repository, up to the first that surely is.
 * @returns the groups asked, at least one; the last group of a policy is about every repository
 */
export function askGroups(policy: Policy, facts: Facts): readonly GroupStep[] {
  const steps: GroupStep[] = []
  for (const group of policy.groups) {
    const step = { group, ...selects(group, facts) }
    steps.push(step)
    if (step.selected === 'yes') break
  }
  return steps
}

/** A group is about a repository where all of its selectors are. */
function selects(group: Group, facts: Facts): Selection {
  const answers = group.selectors.map((selector) => selectorHolds(selector, facts))
  const decisive =
    answers.find(({ selected }) => selected === 'no') ??
    answers.find(({ selected }) => selected === 'unknown')
  return decisive ?? { selected: 'yes', why: answers.map(({ why }) => why).join('; ') }
}

function selectorHolds(selector: Selector, facts: Facts): Selection {
  const answers = [nameHolds(selector, facts), ...whereHolds(selector, facts)]
  return (
    answers.find(({ selected }) => selected === 'no') ??
    answers.find(({ selected }) => selected === 'unknown') ?? {
      selected: 'yes',
      why: answers.map(({ why }) => why).join('; '),
    }
  )
}

function nameHolds({ match, except }: Selector, { repository }: Facts): Selection {
  if (match.includes('**') && except.length === 0) return { selected: 'yes', why: everyRepository }
  if (!repository.known)
    return {
      selected: 'unknown',
      why: `the repository's name is not known: ${repository.why}`,
      nameMissing: true,
    }
  const name = repository.value
  const hit = match.find((glob) => matcherOf(glob)(name))
  if (hit === undefined) return { selected: 'no', why: `${name} matches none of ${match.join(', ')}` }
  const excluded = except.find((glob) => matcherOf(glob)(name))
  if (excluded !== undefined)
    return { selected: 'no', why: `${name} matches ${hit}, but is left out by ${excluded}` }
  return { selected: 'yes', why: `${name} matches ${hit}` }
}

function whereHolds({ where }: Selector, facts: Facts): Selection[] {
  if (where === undefined) return []
  const { visibility, topics, customProperties } = where
  const answers: Selection[] = []
  if (visibility !== undefined)
    answers.push(
      ask(
        facts.visibility,
        (value) => visibility.includes(value),
        `the visibility is ${visibility.join(' or ')}`,
      ),
    )
  if (topics !== undefined)
    answers.push(
      ask(
        facts.topics,
        (value) => topics.some((topic) => value.includes(topic)),
        `it has the topic ${topics.join(' or ')}`,
      ),
    )
  for (const [name, values] of Object.entries(customProperties ?? {})) {
    const what = `the property ${name} is ${values.join(' or ')}`
    answers.push(ask(facts.customProperties, (properties) => propertyHolds(properties, name, values), what))
  }
  return answers
}

function ask<Value>(fact: Fact<Value>, holds: (value: Value) => boolean, what: string): Selection {
  if (!fact.known) return { selected: 'unknown', why: `whether ${what} could not be read: ${fact.why}` }
  return holds(fact.value)
    ? { selected: 'yes', why: what }
    : { selected: 'no', why: `it is not so that ${what}` }
}

/** Compiled once: a sweep asks the same few patterns about every repository of an organization. */
const matchers = new Map<string, (name: string) => boolean>()
const mostMatchers = 10_000

function matcherOf(glob: string): (name: string) => boolean {
  const ready = matchers.get(glob)
  if (ready !== undefined) return ready
  if (matchers.size >= mostMatchers) matchers.clear()
  const matcher = globMatcher([glob], 'ignored')
  matchers.set(glob, matcher)
  return matcher
}
