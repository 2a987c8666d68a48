import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { random } from '../../scanner/engine/sample.ts'
import { createInlinePool } from '../../scanner/pool/pool.ts'
import { scanFolder } from '../../scanner/scan-folder.ts'

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'code-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text)
  return folder
}

const scan = (folder: string, code: boolean) =>
  scanFolder(folder, { openPool: () => createInlinePool({ userRules: [] }), code })

test('weaknesses in code are found where they are asked for, in every language, and nowhere else', async () => {
  const folder = folderWith({
    'a.ts': 'const token: string = Math.random().toString(36)',
    'b.py': 'import hashlib\nhashlib.md5(password)\n',
    'c.go': 'package c\nimport "crypto/tls"\nvar config = &tls.Config{InsecureSkipVerify: true}\n',
    Dockerfile: 'FROM debian:13\nCOPY .env /\n',
    'action.yml':
      'runs:\n  using: composite\n  steps:\n    - run: echo "${{ github.head_ref }}"\n      shell: bash\n',
    'D.java': 'class D { void f() throws Exception { Cipher.getInstance("DES"); } }',
  })
  const { findings, coverage } = await scan(folder, true)
  expect(findings.map(({ path: at, rule }) => `${at} ${rule}`).toSorted()).toEqual([
    'D.java java-weak-cipher',
    'Dockerfile dockerfile-secret-in-image',
    'a.ts javascript-insecure-random',
    'action.yml github-actions-script-injection',
    'b.py python-weak-hash',
    'c.go go-tls-verification',
  ])
  expect(findings.every(({ kind, excerpt }) => kind === 'code' && excerpt !== '')).toBe(true)
  expect(coverage.notScanned).toEqual([])
  const { findings: without } = await scan(folder, false)
  expect(without).toEqual([])
})

test('code that could not be parsed is not scanned, and that is said', async () => {
  const folder = folderWith({ 'a.js': `crypto.createHash('md5')\n${'x()\n'.repeat(300_000)}` })
  const { findings, coverage } = await scan(folder, true)
  expect(findings).toEqual([])
  expect(coverage.notScanned.map(({ path: at, code }) => `${at} ${code}`)).toEqual(['a.js code-too-large'])
})

test('what a secret rule says of a line in a Dockerfile is not said again', async () => {
  const folder = folderWith({
    Dockerfile: `FROM debian:13\nENV DB_PASSWORD=${random('base62', 24)}\nENV SESSION_SECRET=letmein9\n`,
  })
  const { findings } = await scan(folder, true)
  const lines = findings.map(({ line, kind }) => `${line} ${kind}`)
  expect(lines.filter((one) => one.startsWith('2'))).toEqual(['2 secret'])
})
