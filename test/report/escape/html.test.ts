import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapeHtml, htmlAddress, htmlAttribute } from '../../../report/escape/html.ts'
import { escapeInvisible } from '../../../report/escape/visible.ts'
import { actingCharacters, hostileText, proofRuns } from '../hostile-text.ts'
import { decodeEntities } from './decode-entities.ts'

test('tags and references become text', () => {
  expect(escapeHtml('<b a="1">&amp;</b>')).toBe('&lt;b a=&quot;1&quot;&gt;&amp;amp;&lt;/b&gt;')
})

test('only https addresses lead anywhere', () => {
  expect(htmlAddress('https://docs.example/a?b=1&c')).toBe('"https://docs.example/a?b=1&amp;c"')
  for (const address of [
    'javascript:alert(1)',
    'data:text/html,x',
    '//evil.example',
    'http://a.example',
    'https://a b',
  ]) {
    expect(htmlAddress(address)).toBe('"#"')
  }
})

test('no text leaves its place between tags, and it reads back', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const escaped = escapeHtml(text)
      expect(escaped).not.toMatch(/[<>"'`]/)
      expect(escaped).not.toMatch(actingCharacters)
      expect(decodeEntities(escaped)).toBe(escapeInvisible(text))
    }),
    proofRuns,
  )
})

test('no text leaves its attribute', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const tag = `<a title=${htmlAttribute(text)} href=${htmlAddress(text)}>`
      const read = /^<a title="([^"<>]*)" href="([^"<>]*)">$/.exec(tag)
      expect(decodeEntities(read?.[1] ?? '')).toBe(escapeInvisible(text))
      expect(read?.[2]).toMatch(/^(#|https:\/\/.+)$/)
    }),
    proofRuns,
  )
})
