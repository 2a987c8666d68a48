import { execFileSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { builtinModules } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { rolldown } from 'rolldown'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { bundledResolve } from '../../build/bundled.ts'
import { join, random } from '../../scanner/engine/sample.ts'
import { importsIn } from '../imports-in.ts'
import { otherNodes } from './other-nodes.ts'

const root = path.join(import.meta.dirname, '../..')
const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'gatehouse-bundle-')))
const file = path.join(folder, 'bundle/action.mjs')
const answer = z.object({ found: z.array(z.string()), files: z.number() })

beforeAll(async () => {
  const bundle = await rolldown({
    input: path.join(import.meta.dirname, 'scan-in-threads.ts'),
    platform: 'node',
    resolve: bundledResolve,
    transform: { target: 'node20.15' },
  })
  await bundle.write({ file, format: 'esm', codeSplitting: false, minify: true })
  await bundle.close()
  // Enough files for each of the two threads to have work: a task takes 400.
  for (let index = 0; index < 900; index += 1)
    write(`repository/many/file-${index}.js`, `export const a = ${index}\n`)
  write(
    'repository/first.js',
    `\nconst slack = '${join('xoxb-', random('digits', 12), '-', random('digits', 12, 2), '-', random('base62', 24))}'\n`,
  )
  write('repository/.env', `PASSWORD=${random('base62', 20, 7)}\n`)
})
afterAll(() => rmSync(folder, { recursive: true }))

function write(name: string, text: string): void {
  const target = path.join(folder, name)
  mkdirSync(path.dirname(target), { recursive: true })
  writeFileSync(target, text)
}

describe('the engine with its threads and WebAssembly, bundled', () => {
  test('is one file that needs nothing but Node', () => {
    expect(readdirSync(path.dirname(file))).toEqual(['action.mjs'])
    const imported = importsIn(readFileSync(file, 'utf8'), file).map(({ target }) => target)
    const names = [...new Set(imported.map((name) => name.replace(/^node:/, '')))]
    expect(names.length).toBeGreaterThan(0)
    expect(names.filter((name) => !builtinModules.includes(name))).toEqual([])
  })

  test('holds the compiled search, and no path of the machine it was made on', () => {
    const text = readFileSync(file, 'utf8')
    // The first bytes of every WebAssembly module, in base64.
    expect(text).toContain('AGFzbQEAAAA')
    expect(text).not.toContain(root)
    expect(text).not.toContain('sourceMappingURL')
  })

  test.each([process.execPath, ...otherNodes()])('finds secrets in threads on %s', (node) => {
    const output = execFileSync(node, [file, path.join(folder, 'repository')], {
      cwd: folder,
      env: {},
      encoding: 'utf8',
    })
    const { found, files } = answer.parse(JSON.parse(output))
    expect(files).toBe(902)
    expect(found).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^slack-\S+ first\.js 2$/),
        expect.stringMatching(/^\S+ \.env \S+$/),
      ]),
    )
  })
})
