import { createPrefilter } from './prefilter/prefilter.ts'
import type { Literal } from './prefilter/literals.ts'
import type { Search } from './prefilter/scan.ts'
import type { AssignedDetector, Detector, NearDetector, SecretRule, TokenDetector } from './rule.ts'

/** A token detector whose pattern runs sticky. */
export interface CompiledToken {
  /** More than one where rules share the detector, and their checks tell which of them it is. */
  readonly rules: SecretRule[]
  readonly detector: TokenDetector
  readonly pattern: RegExp
  /** Length of the anchor that was hit. */
  readonly anchor: number
}

/** An assigned detector whose value pattern is anchored at both ends. */
export interface CompiledAssigned {
  readonly rule: SecretRule
  readonly detector: AssignedDetector
  readonly value: RegExp
}

/** A search of a user's rule. */
export interface CompiledNear {
  readonly rule: SecretRule
  readonly detector: NearDetector
}

/** What is tried where one literal occurs. */
export interface LiteralUse {
  readonly length: number
  readonly near: readonly CompiledNear[]
  readonly tokens: readonly CompiledToken[]
  readonly assigned: readonly CompiledAssigned[]
  /** Somebody wants to hear of it, though no rule looks there. */
  readonly isWatched: boolean
}

export interface CompiledRules {
  readonly find: Search
  /** The same for texts that were encoded in another one: `find` may remember the text before, and these are none. */
  readonly findInside: Search
  /** By the literal's index. */
  readonly uses: readonly LiteralUse[]
  /** By its id. */
  readonly ruleOf: (id: string) => SecretRule | undefined
}

/**
 * Prepares rules for matching: one search for all their literals, and for each literal what to try there.
 * @param createSearch the prefilter to use; another one in tests
 * @param watched ASCII texts of at least 5 bytes that are looked for on the way; see `Listener`
 */
export function compileRules(
  rules: readonly SecretRule[],
  createSearch: (literals: readonly Literal[]) => Search = createPrefilter,
  watched: readonly string[] = [],
): CompiledRules {
  const literals = new Map<string, Use & { literal: Literal }>()
  const useOf = (text: string, ignoreCase: boolean, isKey: boolean) => {
    const key = `${isKey ? 'key' : 'token'} ${ignoreCase ? text.toLowerCase() : `=${text}`}`
    const known = literals.get(key) ?? {
      literal: { text, ignoreCase, isKey },
      tokens: [],
      assigned: [],
      near: [],
      isWatched: false,
    }
    literals.set(key, known)
    return known
  }
  for (const rule of rules) {
    for (const detector of rule.detect) addDetector(rule, detector, useOf)
  }
  for (const text of watched) useOf(text, false, false).isWatched = true
  const all = [...literals.values()]
  const find = createSearch(all.map(({ literal }) => literal))
  const byId = new Map(rules.map((rule) => [rule.id, rule]))
  return {
    find,
    findInside: find,
    ruleOf: (id) => byId.get(id),
    uses: all.map(({ literal, ...use }) => ({ length: literal.text.length, ...use })),
  }
}

interface Use {
  readonly tokens: CompiledToken[]
  readonly assigned: CompiledAssigned[]
  readonly near: CompiledNear[]
  isWatched: boolean
}
type UseOf = (text: string, ignoreCase: boolean, isKey: boolean) => Use

function addDetector(rule: SecretRule, detector: Detector, useOf: UseOf): void {
  if (detector.how === 'assigned') {
    const value = new RegExp(anchored(detector.value.source), detector.value.flags)
    for (const name of detector.names) useOf(name, true, true).assigned.push({ rule, detector, value })
    return
  }
  if (detector.how === 'near') {
    for (const keyword of detector.keywords) useOf(keyword, true, false).near.push({ rule, detector })
    return
  }
  // `d` gives the offsets of the `secret` group; it costs, so only patterns that have one pay for it.
  const flags = detector.pattern.source.includes('(?<secret>') ? 'yd' : 'y'
  const pattern = new RegExp(detector.pattern.source, detector.pattern.flags + flags)
  for (const anchor of detector.anchors) {
    const { tokens } = useOf(anchor, detector.ignoreCase ?? false, false)
    const shared = tokens.find((one) => one.detector === detector)
    if (shared) shared.rules.push(rule)
    else tokens.push({ rules: [rule], detector, pattern, anchor: anchor.length })
  }
}

/** The form in which a value pattern runs. */
export const anchored = (source: string): string => `^(?:${source})$`
