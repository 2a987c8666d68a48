import { gatehouseFiles } from '../gatehouse.ts'
import type { Contender } from './contender.ts'

const node = process.execPath
const secretlintRules = '{"rules":[{"id":"@secretlint/secretlint-rule-preset-recommend"}]}'
const ripgrep = ['--count', '-uuu', '--text', '--no-messages', '--no-config']
// Neither checks whether a secret works nor asks for news: nothing leaves the machine, and nobody waits for a network.
const kingfisher = ['scan', '--no-validate', '--no-update-check', '--format', 'json', '--redact']
const gitleaks = ['--no-banner', '--no-color', '--exit-code', '0']

/** Everything that is compared, ourselves first. */
export const contenders: readonly Contender[] = [
  {
    name: 'gatehouse',
    version: ['--version'],
    tree: (program, { path }) => ({
      program,
      arguments: [
        gatehouseFiles.packed,
        'scan',
        path,
        '--include-ignored',
        '--format',
        'jsonl',
        '--no-progress',
      ],
    }),
    history: (program, { path }) => ({
      program,
      arguments: [gatehouseFiles.packed, 'scan', path, '--history', '--format', 'jsonl', '--no-progress'],
    }),
    works: [0, 1, 4],
    install: '',
  },
  {
    name: 'ripgrep (same search)',
    program: 'rg',
    version: ['--version'],
    tree: (program, { path, patterns }) => ({
      program,
      arguments: [...ripgrep, '--no-unicode', '--file', patterns, path],
    }),
    works: [0, 1],
    install: 'the package `ripgrep` of most systems',
  },
  {
    name: 'ripgrep (as written)',
    program: 'rg',
    version: ['--version'],
    tree: (program, { path, literals }) => ({
      program,
      arguments: [...ripgrep, '--fixed-strings', '--file', literals, path],
    }),
    works: [0, 1],
    install: 'the package `ripgrep` of most systems',
  },
  {
    name: 'ripgrep (any case)',
    program: 'rg',
    version: ['--version'],
    tree: (program, { path, literals }) => ({
      program,
      arguments: [...ripgrep, '--fixed-strings', '--ignore-case', '--file', literals, path],
    }),
    works: [0, 1],
    install: 'the package `ripgrep` of most systems',
  },
  {
    name: 'git cat-file alone',
    program: 'git',
    version: ['--version'],
    history: (program, { path, blobs }) => ({
      program,
      arguments: ['-C', path, 'cat-file', '--batch', '--buffer'],
      input: blobs,
    }),
    works: [0],
    install: 'git',
  },
  {
    name: 'gitleaks',
    program: 'gitleaks',
    version: ['version'],
    tree: (program, { path }) => ({ program, arguments: ['dir', path, ...gitleaks] }),
    history: (program, { path }) => ({ program, arguments: ['git', path, ...gitleaks] }),
    scanned: /scanned ~(\d+) bytes/,
    works: [0],
    install: '`go install github.com/zricethezav/gitleaks/v8@v8.30.1`',
  },
  {
    name: 'kingfisher',
    program: 'kingfisher',
    version: ['--version'],
    tree: (program, { path }) => ({ program, arguments: [...kingfisher, '--git-history', 'none', path] }),
    history: (program, { path }) => ({ program, arguments: [...kingfisher, '--git-history', 'full', path] }),
    scanned: /"bytes_scanned":(\d+)/,
    works: [0, 200, 205],
    install: '`pip install kingfisher-bin==2.14.0`',
  },
  {
    name: 'secretlint',
    program: 'secretlint',
    version: ['--version'],
    tree: (program, { path }) => ({
      program,
      arguments: ['--secretlintrcJSON', secretlintRules, '--no-color', '--format', 'json', '**/*'],
      folder: path,
    }),
    works: [0, 1],
    install: '`npm install secretlint@12 @secretlint/secretlint-rule-preset-recommend@12`',
  },
]

/** What Gatehouse is run with. */
export const gatehouseProgram = node
