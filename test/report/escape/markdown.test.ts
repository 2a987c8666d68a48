import * as fc from 'fast-check'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { expect, test } from 'vitest'
import { escapeMarkdown, markdownCode } from '../../../report/escape/markdown.ts'
import { escapeInvisible } from '../../../report/escape/visible.ts'
import { actingCharacters, hostileText, proofRuns } from '../hostile-text.ts'
import { decodeEntities } from './decode-entities.ts'

const render = (markdown: string): string =>
  micromark(markdown, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] })

const places: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `See ${text} there.`,
  (text) => `- ${text}\n- next`,
  (text) => `# ${text}`,
  (text) => `| a | b |\n| - | - |\n| ${text} | c |`,
  (text) => `**${text}** and [link](https://docs.example)`,
]

const withoutComments = (html: string): string => html.replaceAll('<!-- -->', '')
const tagsOf = (html: string): string[] => withoutComments(html).match(/<[^>]*>/g) ?? []
const textOf = (html: string): string => decodeEntities(withoutComments(html).replaceAll(/<[^>]*>/g, ''))

/** What GitHub looks for in every piece of text outside code after rendering. */
const linkedByGitHub = /@[a-z0-9]|#\d|\bGH-\d|\b[a-z]+-\d|\b[0-9a-f]{7,}\b|www\.|https?:\/\//i

test('a mention, a reference and a link are only text', () => {
  expect(escapeMarkdown('@a #1 <b> [x](y)')).toBe(
    '&#x40;<!-- -->a &#x23;<!-- -->1 &#x3c;b&#x3e; &#x5b;x&#x5d;(y)',
  )
})

test('plain paths stay readable code spans', () => {
  expect(markdownCode('config/.env@prod <b>')).toBe('`config/.env@prod <b>`')
  expect(markdownCode('a`|b')).toBe('<code>a&#x60;&#x7c;b</code>')
  expect(markdownCode('')).toBe('*(empty)*')
})

test.each(places.map((place, index) => ({ place, index })))(
  'prose makes no structure (place $index)',
  ({ place }) => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const written = escapeMarkdown(`x${text}`)
        const html = render(place(written))
        expect(written).not.toMatch(actingCharacters)
        expect(tagsOf(html)).toEqual(tagsOf(render(place('x'))))
        expect(textOf(html)).toBe(
          textOf(render(place('x'))).replace('x', () => escapeInvisible(`x${text}`).trim()),
        )
        for (const piece of html.replaceAll(/<a [^>]*>/g, '').split(/<[^>]*>/)) {
          expect(decodeEntities(piece).replaceAll('link', '')).not.toMatch(linkedByGitHub)
        }
      }),
      { numRuns: Math.ceil(proofRuns.numRuns / places.length) },
    )
  },
)

test('prose that starts a block makes no structure', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      fc.pre(escapeMarkdown(text) !== '' && !escapeMarkdown(text).startsWith('<'))
      expect(tagsOf(render(escapeMarkdown(text)))).toEqual(['<p>', '</p>'])
    }),
    proofRuns,
  )
})

test.each(places.map((place, index) => ({ place, index })))(
  'code makes no other structure (place $index)',
  ({ place }) => {
    fc.assert(
      fc.property(hostileText, (text) => {
        fc.pre(escapeInvisible(text).trim() !== '')
        const html = render(place(markdownCode(text)))
        const expected = render(place('`x`'))
        expect(tagsOf(html)).toEqual(tagsOf(expected))
        expect(textOf(html)).toBe(textOf(expected).replace('x', () => escapeInvisible(text)))
      }),
      { numRuns: Math.ceil(proofRuns.numRuns / places.length) },
    )
  },
)
