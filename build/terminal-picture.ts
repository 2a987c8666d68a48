// Draws docs/check.svg: what `gatehouse check` prints of a small repository, made here and really checked. Run by hand with
// `node build/terminal-picture.ts` when the output changes.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { join, random } from '../scanner/engine/sample.ts'
import { checksumOf } from '../scanner/rules/secrets/checks/github-checksum.ts'

const root = path.join(import.meta.dirname, '..')
const shownLines = 47
const palette: Record<string, string> = {
  31: '#ff7b72',
  32: '#7ee787',
  33: '#e3b341',
  34: '#79c0ff',
  35: '#d2a8ff',
  36: '#76e3ea',
  90: '#8b949e',
}

const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-picture-'))
try {
  const repository = makeRepository(path.join(folder, 'shop'))
  const environment = { ...process.env, FORCE_COLOR: '1', NO_COLOR: '' }
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(root, 'cli/gatehouse.ts'), 'check', 'shop'],
    {
      cwd: path.dirname(repository),
      env: environment,
      encoding: 'utf8',
    },
  )
  if (stdout === '') throw new Error(stderr)
  writeFileSync(path.join(root, 'docs/check.svg'), drawTerminal('gatehouse check shop', stdout))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function makeRepository(at: string): string {
  mkdirSync(path.join(at, 'src'), { recursive: true })
  const git = (...args: readonly string[]): void => {
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], {
      cwd: at,
      env: {
        ...process.env,
        GIT_AUTHOR_DATE: '2026-03-02T10:00:00Z',
        GIT_COMMITTER_DATE: '2026-03-02T10:00:00Z',
      },
    })
  }
  const token = random('base62', 30)
  git('init', '--quiet', '--initial-branch=main')
  writeFileSync(
    path.join(at, 'src/deploy.ts'),
    `const token = '${join('ghp', '_', token, checksumOf(token))}'\n`,
  )
  git('add', '.')
  git('commit', '--quiet', '--message=Deploy')
  writeFileSync(path.join(at, 'src/deploy.ts'), 'const token = process.env.GITHUB_TOKEN\n')
  writeFileSync(path.join(at, '.env'), `PORT=3000\nDB_PASSWORD=${random('base62', 14)}\n`)
  git('add', '.')
  git('commit', '--quiet', '--message=Read the token from the environment')
  return at
}

/** Terminal text with ANSI colours as an SVG picture; text stays text. */
function drawTerminal(command: string, output: string): string {
  const all = output.trimEnd().split('\n')
  const lines = [`\u001b[1m$ ${command}\u001b[0m`, ...all.slice(0, shownLines)]
  const [lineHeight, charWidth, margin] = [18, 8.43, 16]
  const width =
    Math.max(...lines.map((line) => line.replaceAll(/\u001b\[[0-9;]*m/g, '').length)) * charWidth + 2 * margin
  const rows = lines.map(
    (line, index) =>
      `<text x="${margin}" y="${margin + 14 + index * lineHeight}" xml:space="preserve">${spansOf(line)}</text>`,
  )
  const height = lines.length * lineHeight + 2 * margin
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${Math.ceil(width)} ${height}" role="img" aria-label="The output of gatehouse check">
<style>text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:#e6edf3}</style>
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
${rows.join('\n')}
</svg>
`
}

function spansOf(line: string): string {
  let [color, bold, dim] = ['', false, false]
  return line
    .split(/(\u001b\[[0-9;]*m)/)
    .map((part) => {
      const codes = /^\u001b\[([0-9;]*)m$/.exec(part)?.[1]?.split(';')
      if (!codes) return part === '' ? '' : `<tspan${styleOf(color, bold, dim)}>${escapeXml(part)}</tspan>`
      for (const code of codes) {
        if (code === '0' || code === '') [color, bold, dim] = ['', false, false]
        else if (code === '1') bold = true
        else if (code === '2') dim = true
        else if (code === '22') [bold, dim] = [false, false]
        else if (code === '39') color = ''
        else color = palette[code] ?? color
      }
      return ''
    })
    .join('')
}

function styleOf(color: string, bold: boolean, dim: boolean): string {
  const fill = color === '' ? '' : ` fill="${color}"`
  return `${fill}${bold ? ' font-weight="bold"' : ''}${dim ? ' opacity="0.65"' : ''}`
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
