import { describe, expect, test } from 'vitest'
import { deliveryRules } from '../../../../../scanner/rules/code/delivery/index.ts'
import { inspectDelivery } from '../../../../../scanner/rules/code/delivery/inspect-delivery.ts'

const found = (path: string, text: string): readonly string[] =>
  inspectDelivery(path, text)!.map(({ rule }) => rule.id)

describe.each(deliveryRules)('$id', (rule) => {
  test.each(rule.matches.map(({ path, text }) => [path, text()]))('finds one in %s: %s', (path, text) => {
    expect(found(path, text).filter((id) => id === rule.id)).toHaveLength(1)
  })
  test.each(rule.misses.map(({ path, text }) => [path, text()]))('finds nothing in %s: %s', (path, text) => {
    expect(found(path, text)).not.toContain(rule.id)
  })
  test('has samples of both kinds', () => {
    expect(rule.matches.length).toBeGreaterThan(0)
    expect(rule.misses.length).toBeGreaterThan(0)
  })
})

test('what is found says where and shows it', () => {
  for (const { matches } of deliveryRules) {
    for (const { path, text } of matches) {
      for (const { place, excerpt, identity } of inspectDelivery(path, text())!) {
        expect(place).not.toBeNull()
        expect(excerpt).not.toBe('')
        expect(excerpt).toBeDefined()
        expect(identity).not.toBeNull()
      }
    }
  }
})
