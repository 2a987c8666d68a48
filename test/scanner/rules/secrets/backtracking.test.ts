import { check } from 'recheck'
import { expect, test } from 'vitest'
import { anchored } from '../../../../scanner/engine/compile-rules.ts'
import { secretRules } from '../../../../scanner/rules/secrets/index.ts'

/**
 * Every pattern in the form it runs in: a token's at one place of the text, a value's over the whole value. The automaton
 * checker proves; it does not sample.
 */
const patterns = secretRules.flatMap((rule) =>
  rule.detect.flatMap((detector) => {
    if (detector.how === 'token')
      return [[rule.id, `^(?:${detector.pattern.source})`, detector.pattern.flags] as const]
    if (detector.how === 'near') return []
    const value = [rule.id, anchored(detector.value.source), detector.value.flags] as const
    return detector.name ? [value, [rule.id, detector.name.source, detector.name.flags] as const] : [value]
  }),
)
const distinct = [...new Map(patterns.map((one) => [`${one[1]}/${one[2]}`, one])).values()]

test('there are patterns to check', () => {
  expect(distinct.length).toBeGreaterThan(0)
})

test.each(distinct)('%s: %s cannot backtrack catastrophically', async (_id, source, flags) => {
  const { status } = await check(source, flags, { checker: 'automaton', timeout: 60_000 })
  expect(status).toBe('safe')
})
