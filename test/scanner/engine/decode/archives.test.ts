import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as zlib from 'node:zlib'
import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { createWindowMatcher } from '../../../../scanner/engine/match-windows.ts'
import { matchBytes } from '../../../../scanner/engine/match-bytes.ts'
import { temporaryFolder, writeFiles } from '../../sources/git-fixture.ts'
import { acme, compiled } from '../sample-rule.ts'

/** What was found and what was not looked at in one file. */
function look(bytes: Uint8Array) {
  const problems: string[] = []
  const matches = matchBytes(compiled, bytes, { onProblem: (problem) => problems.push(problem) })
  return { reached: matches.map(({ reachedBy }) => reachedBy), problems }
}

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1')
const rest = '\0\x01\x02\x03\x04\x05\x06\x07 and some more bytes of it'

const unread: readonly (readonly [what: string, bytes: Buffer])[] = [
  ['a 7z archive', latin1(`7z\xbc\xaf\x27\x1c${rest}`)],
  ['a RAR archive', latin1(`Rar!\x1a\x07\x00${rest}`)],
  ['a RAR archive', latin1(`Rar!\x1a\x07\x01\x00${rest}`)],
  ['an xz file', latin1(`\xfd7zXZ\0${rest}`)],
  ['a bzip2 file', latin1(`BZh91AY&SY${rest}`)],
  ['a cabinet', latin1(`MSCF\0\0\0\0${rest}`)],
  ['an LZ4 file', latin1(`\x04\x22\x4d\x18${rest}`)],
  ['an LHA archive', latin1(`\x1d\xf4-lh5-${rest}`)],
  ['an RPM package', latin1(`\xed\xab\xee\xdb${rest}`)],
  ['a git bundle', latin1(`# v2 git bundle\n${rest}`)],
]

describe('containers that are not unpacked', () => {
  test.each(unread)('%s counts as not scanned, also inside other archives', (what, bytes) => {
    const problem = `it is ${what}, which is not unpacked`
    expect(look(bytes).problems).toEqual([problem])
    expect(look(zlib.gzipSync(bytes)).problems).toEqual([`inside gzip: ${problem}`])
    const zip = Buffer.from(zipSync({ 'old/backup': bytes, 'a.txt': Buffer.from(acme()) }))
    expect(look(zip)).toEqual({ reached: [['zip:a.txt']], problems: [`inside zip:old/backup: ${problem}`] })
  })

  test('one that comes in windows counts as not scanned', () => {
    const problems: string[] = []
    const match = createWindowMatcher(compiled, 64, (problem) => problems.push(problem))
    match(latin1(`7z\xbc\xaf\x27\x1c${rest}`.padEnd(256)), 0, false)
    match(latin1(`7z\xbc\xaf\x27\x1c${rest}`.padEnd(256)), 192, true)
    expect(problems).toEqual(['it is a 7z archive, which is not unpacked'])
  })

  test('texts that only speak of such formats are nothing to complain of', () => {
    for (const text of ['7z is a format', 'Rar! she said', 'BZh is a magic number', 'MSCF files', 'PACK it'])
      expect(look(Buffer.from(`${text} of some length`)).problems).toEqual([])
    const base64 = Buffer.from(`7z\xbc\xaf\x27\x1c${rest}`, 'latin1').toString('base64')
    expect(look(Buffer.from(`sample = "${base64}"`)).problems).toEqual([])
  })

  test('where archives may lie no deeper, a container counts as well', () => {
    let bytes = latin1(`7z\xbc\xaf\x27\x1c${rest}`)
    for (let depth = 0; depth < 3; depth += 1) bytes = zlib.gzipSync(bytes)
    expect(look(bytes).problems).toEqual(['inside gzip, gzip: an archive lies more than 3 levels deep'])
  })
})

describe('encrypted zips', () => {
  /** Sets the flag in both headers of a member, as if it were encrypted. */
  function encrypt(zip: Buffer, name: string): Buffer {
    for (const [mark, flags, length] of [
      ['PK\x03\x04', 6, 30],
      ['PK\x01\x02', 8, 46],
    ] as const) {
      for (let at = zip.indexOf(mark); at >= 0; at = zip.indexOf(mark, at + 1))
        if (zip.toString('latin1', at + length, at + length + name.length) === name) zip[at + flags]! |= 1
    }
    return zip
  }

  test('are said to be encrypted, and what is not is read', () => {
    const zip = Buffer.from(zipSync({ 'a.env': Buffer.from(acme(1)), 'b.env': Buffer.from(acme(2)) }))
    expect(look(encrypt(Buffer.from(zip), 'a.env'))).toEqual({
      reached: [['zip:b.env']],
      problems: ['one of its members is encrypted'],
    })
    expect(look(encrypt(encrypt(Buffer.from(zip), 'a.env'), 'b.env'))).toEqual({
      reached: [],
      problems: ['2 of its members are encrypted'],
    })
  })

  test('a member packed in an unusual way does not hide the others', () => {
    const zip = Buffer.from(zipSync({ 'a.env': Buffer.from(acme(1)), 'b.env': Buffer.from(acme(2)) }))
    zip.writeUInt16LE(14, zip.indexOf('PK\x01\x02') + 10)
    expect(look(zip)).toEqual({
      reached: [['zip:b.env']],
      problems: ['one of its members is packed in a way that is not read'],
    })
  })
})

const hasZstd = 'zstdCompressSync' in zlib

test.runIf(hasZstd)('zstd is unpacked where Node can, and bounded', () => {
  expect(look(zlib.zstdCompressSync(Buffer.from(`x ${acme()}`)))).toEqual({
    reached: [['zstd']],
    problems: [],
  })
  const bomb = zlib.zstdCompressSync(Buffer.alloc(80 << 20))
  expect(look(bomb).problems).toEqual(['unpacked it is larger than 64 MiB'])
  const cut = zlib.zstdCompressSync(Buffer.from(`x ${acme()} `.repeat(9))).subarray(0, 20)
  expect(look(cut).problems).toEqual([expect.stringContaining('the archive could not be read')])
})

describe('ar and tar', () => {
  const member = (name: string, content: Buffer): Buffer => {
    const header = `${name.padEnd(16)}${'0'.padEnd(12)}${'0'.padEnd(6)}${'0'.padEnd(6)}${'100644'.padEnd(8)}`
    const padding = content.length % 2 === 1 ? '\n' : ''
    return Buffer.concat([
      latin1(`${header}${String(content.length).padEnd(10)}\x60\n`),
      content,
      latin1(padding),
    ])
  }

  test('a Debian package is unpacked as far as its members are', () => {
    const deb = Buffer.concat([
      latin1('!<arch>\n'),
      member('debian-binary', latin1('2.0\n')),
      member('control.tar.gz', zlib.gzipSync(`odd ${acme()}`)),
      member('data.tar.xz', latin1(`\xfd7zXZ\0${rest}`)),
    ])
    expect(look(deb)).toEqual({
      reached: [['ar:control.tar.gz', 'gzip']],
      problems: ['inside ar:data.tar.xz: it is an xz file, which is not unpacked'],
    })
    expect(look(deb.subarray(0, -10)).problems).toEqual(['the archive is cut off or damaged'])
  })

  test('a tar is unpacked wherever in memory it lies', () => {
    const folder = temporaryFolder()
    writeFiles(folder, { 'a.txt': `x: ${Buffer.from(`key: ${acme()} !`).toString('base64')}\n` })
    execFileSync('tar', ['cf', 'a.tar', 'a.txt'], { cwd: folder })
    const tar = readFileSync(join(folder, 'a.tar'))
    const inside = Buffer.concat([Buffer.alloc(700, 'other bytes '), tar, Buffer.alloc(700, 'more')])
    expect(look(inside.subarray(700, 700 + tar.length)).reached).toEqual([['tar:a.txt', 'base64']])
  })
})
