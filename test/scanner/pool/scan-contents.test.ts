import { describe, expect, test } from 'vitest'
import { compileRules } from '../../../scanner/engine/compile-rules.ts'
import { createFingerprints } from '../../../scanner/engine/fingerprint.ts'
import { matchBytes } from '../../../scanner/engine/match-bytes.ts'
import { createPrefilter } from '../../../scanner/engine/prefilter/prefilter.ts'
import { allowMarker } from '../../../scanner/pool/allow-comments.ts'
import { compileScanRules } from '../../../scanner/pool/scan-rules.ts'
import { join, random } from '../../../scanner/engine/sample.ts'
import { mostFindings } from '../../../scanner/pool/match-content.ts'
import { scanContents } from '../../../scanner/pool/scan-contents.ts'
import { githubToken } from '../../cli/secrets.ts'
import { acme, acmeRule, passwordRule } from '../engine/sample-rule.ts'

const compiled = compileRules([acmeRule, passwordRule], createPrefilter, [allowMarker])

const scan = (paths: readonly string[], ...texts: readonly string[]) => {
  const { sink, result } = scanContents(compiled, (index) => (index === 0 ? paths : ['other.txt']))
  for (const [index, text] of texts.entries()) sink.whole(index, Buffer.from(text))
  return result
}

test('a content is judged for every path it has', () => {
  const { findings } = scan(['a.txt', 'test/b.txt'], `x ${acme()}`)
  expect(findings.map(({ finding }) => `${finding.path} ${finding.confidence}`)).toEqual([
    'a.txt high',
    'test/b.txt medium',
  ])
  expect(new Set(findings.map(({ finding }) => finding.fingerprint)).size).toBe(1)
})

test('no more findings are kept than a person could ever read, whatever a file holds', () => {
  const line = `${acme()}\n`
  const many = line.repeat(mostFindings - 1)
  expect(scan(['a.txt'], many).problems).toEqual([])
  const both = scan(['a.txt', 'b.txt'], many, line)
  expect(both.findings).toHaveLength(mostFindings)
  expect(both.problems.map(({ index, code }) => `${index} ${code}`)).toEqual([
    '0 too-many-findings',
    '1 too-many-findings',
  ])
})

test('secrets that could be guessed get only so many slow fingerprints, the same one as often as it comes', () => {
  const text = Array.from(
    { length: 5 },
    (_, index) => `password = "tiger${index}"\npassword = "tiger0"\n${acme(index)}`,
  )
  const matches = matchBytes(compiled, Buffer.from(text.join('\n')))
  expect(matches).toHaveLength(15)
  const make = createFingerprints(3)
  const made = matches.map((match) => make(match) !== undefined)
  expect(made.filter(Boolean)).toHaveLength(3 + 5 + 5)
  expect(matches.filter((match, index) => match.rule.id === 'acme-token' && !made[index])).toEqual([])
})

test('allow comments are masked, also where another secret stands in their reason', () => {
  const comment = `gatehouse:allow acme-token -- it is ${acme(2)}, and ${acme(3)}`
  const { comments } = scan(['a.sh'], `T=${acme(1)} # ${comment}\n`)
  expect(comments).toEqual([
    { index: 0, comment: { line: 1, text: 'gatehouse:allow acme-token -- it is ********, and ********' } },
  ])
})

test('an LFS pointer is no content', () => {
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'ab'.repeat(32)}\nsize 5\n`
  expect(scan(['.env'], pointer).problems.map(({ code }) => code)).toEqual(['lfs-pointer'])
})

test('windows of one large file are put together, and a file that breaks off is told', () => {
  const { sink, result } = scanContents(compiled, () => ['large.txt'])
  const window = Buffer.alloc(1 << 20, 'lorem ipsum\n')
  window.write(githubToken())
  window.write(` ${acme(1)} `, 1000)
  sink.window(0, window, 0, false)
  sink.problem(0, { code: 'vanished', reason: 'It went away.' })
  sink.whole(1, Buffer.from(acme(2)))
  expect(result.findings.map(({ index }) => index)).toEqual([0, 1])
  expect(result.problems.map(({ index, code }) => `${index} ${code}`)).toEqual(['0 vanished'])
})

describe('with the rules that ship', () => {
  const scanWithAll = (path: string, text: string) => {
    const { sink, result } = scanContents(compileScanRules({ userRules: [] }), () => [path])
    sink.whole(0, Buffer.from(text))
    return result.findings.map(({ finding }) => `${finding.rule} ${finding.severity} ${finding.confidence}`)
  }

  test('an environment file with nothing but keys for browsers holds no secret', () => {
    const text = `NEXT_PUBLIC_STRIPE=${join('pk', '_live_51', random('base62', 97))}\n`
    expect(scanWithAll('.env', text)).toContain('dotenv-file low high')
    expect(scanWithAll('.env.example', text).join()).not.toContain('dotenv')
  })

  test('a credential of an MCP server’s configuration is listed once, as the secret it is', () => {
    const url = `https://mcp.corp-tools.io/sse?token=${random('hex', 32)}`
    const text = JSON.stringify({ mcpServers: { b: { type: 'http', url } } }, null, 2)
    const found = scanWithAll('.mcp.json', text)
    expect(found).toContain('url-query-token high medium')
    expect(found.join()).not.toContain('claude-mcp-secret')
    expect(scanWithAll('.vscode/mcp.json', text)).toEqual(['url-query-token high medium'])
  })

  test('a credential that no secret rule knows is still one of the configuration', () => {
    const text = JSON.stringify({ mcpServers: { b: { command: 'x', args: ['--token', 'tiger-7-lily'] } } })
    expect(scanWithAll('.mcp.json', text)).toContain('claude-mcp-secret high medium')
  })
})
