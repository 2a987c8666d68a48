import { createHash } from 'node:crypto'
import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import type { Reason } from '../../policies/readiness.ts'
import type { Report } from '../../report/report.ts'
import type { FindingHistory } from '../../scanner/engine/finding.ts'
import type { RuleInfo } from '../../scanner/engine/rule.ts'

const rule = (info: Partial<RuleInfo> & Pick<RuleInfo, 'id' | 'kind' | 'title'>): RuleInfo => ({
  severity: 'high',
  confidence: 'high',
  why: 'Whoever reads it can act in your name.',
  fix: 'Revoke it, then load the new one at run time.',
  source: { url: 'https://docs.example/formats', checked: 'read' },
  ...info,
})

export const sampleRules = {
  github: rule({
    id: 'github-personal-access-token',
    kind: 'secret',
    title: 'GitHub personal access token',
    severity: 'critical',
    why: 'Whoever has it can read and write every repository its owner can, without a second factor.',
    fix: 'Revoke it under Settings, Developer settings, Tokens; then use a fine-grained token from a secret store.',
    source: { url: 'https://docs.github.com/en/authentication', checked: 'read' },
  }),
  aws: rule({
    id: 'aws-access-key',
    kind: 'secret',
    title: 'AWS access key',
    severity: 'critical',
    why: 'The key pair signs requests to AWS with all permissions of its user.',
    fix: 'Deactivate the key in IAM, look through CloudTrail for its use, and switch to short-lived credentials.',
  }),
  password: rule({
    id: 'generic-password',
    kind: 'secret',
    title: 'Password in an assignment',
    confidence: 'medium',
    why: 'A password in a file is known to everyone who ever cloned it.',
    fix: 'Change the password and read it from the environment.',
  }),
  env: rule({
    id: 'env-file',
    kind: 'file',
    title: 'Environment file',
    why: 'It is where programs keep their passwords and keys.',
    fix: 'Untrack it with `git rm --cached`, add it to .gitignore, and commit an .env.example with names only.',
  }),
  keystore: rule({
    id: 'java-keystore',
    kind: 'file',
    title: 'Java keystore',
    severity: 'medium',
    why: 'It holds private keys behind a password that is often weak.',
    fix: 'Remove it and replace the keys it holds.',
  }),
  unpinned: rule({
    id: 'claude-action-unpinned',
    kind: 'workflow',
    title: 'Claude action not pinned to a commit',
    severity: 'medium',
    why: 'Whoever can move the tag can run code with your secrets.',
    fix: 'Replace the tag with the full commit id and keep the tag in a comment.',
  }),
  cipher: rule({
    id: 'python-weak-cipher',
    kind: 'code',
    title: 'Weak cipher or mode (Python)',
    why: 'An attacker reads what was encrypted.',
    fix: 'Encrypt with AES-256-GCM.',
    weakness: { category: 'weak-cipher', cwe: [327, 79], owasp: 'A02:2021' },
  }),
  deny: rule({
    id: 'claude-deny-rules-missing',
    kind: 'assistant',
    title: 'No deny rule for a risky file',
    severity: 'low',
    why: 'Claude Code may read every file that no rule denies.',
    fix: 'Add the file to permissions.deny in .claude/settings.json.',
  }),
} as const

interface Place {
  readonly path: string
  readonly at?: readonly [line: number, column: number, endLine: number, endColumn: number]
  readonly excerpt?: string
  readonly commit?: string
  readonly history?: FindingHistory
}

/** One finding of a rule; the fingerprint is made up from rule and path. */
export function finding(of: RuleInfo, place: Place, rest: Partial<AssessedFinding> = {}): AssessedFinding {
  const [line, column, endLine, endColumn] = place.at ?? [null, null, null, null]
  return {
    rule: of.id,
    kind: of.kind,
    title: of.title,
    severity: of.severity,
    confidence: of.confidence,
    path: place.path,
    line,
    column,
    endLine,
    endColumn,
    commit: place.commit ?? null,
    fingerprint: `g1:${createHash('sha256').update(`${of.id} ${place.path}`).digest('hex')}`,
    excerpt: place.excerpt ?? '',
    reachedBy: [],
    status: 'open',
    ...(place.history === undefined ? {} : { history: place.history }),
    ...rest,
  }
}

const commits = {
  first: '3f2a91c07be54d1182f3c6a9e0d4b7f56a81c2de',
  second: 'b81d4e6fa2c93705e1d8b46c7f20a95d3e64f1b8',
}

const seen = (tracked: boolean, paths: readonly string[]): FindingHistory => ({
  authorDate: '2024-03-02T09:14:55+01:00',
  author: 'Ada Lovelace',
  tracked,
  paths,
})

const shopFindings = (): readonly AssessedFinding[] => [
  finding(
    sampleRules.github,
    {
      path: '.env',
      at: [3, 14, 3, 54],
      excerpt: 'GITHUB_TOKEN=ghp_********',
      commit: commits.first,
      history: seen(true, ['.env']),
    },
    { note: 'checksum is valid' },
  ),
  finding(
    sampleRules.aws,
    {
      path: 'config/deploy/production.yml',
      at: [41, 23, 41, 43],
      excerpt: 'aws_access_key_id: AKIA********',
      commit: commits.second,
      history: seen(true, ['config/deploy/production.yml']),
    },
    { note: 'belongs to account 123456789012' },
  ),
  finding(sampleRules.aws, {
    path: 'scripts/backup.sh',
    at: [9, 26, 9, 46],
    excerpt: 'export AWS_ACCESS_KEY_ID=AKIA********',
    commit: commits.second,
    history: seen(true, ['scripts/backup.sh', 'backup.sh']),
  }),
  finding(
    sampleRules.password,
    {
      path: 'k8s/secrets.yaml',
      at: [12, 13, 12, 37],
      excerpt: 'password: ********',
      commit: commits.first,
      history: seen(true, ['k8s/secrets.yaml']),
    },
    { reachedBy: ['base64'] },
  ),
  finding(sampleRules.password, {
    path: 'src/legacy/database-connection-factory.ts',
    at: [118, 21, 118, 33],
    excerpt:
      "const connection = connect({ host: 'db.internal', user: 'shop', password: '********', pool: { max: 10 } })",
    commit: commits.first,
    history: seen(false, ['src/legacy/database-connection-factory.ts', 'src/db.ts']),
  }),
  finding(sampleRules.env, { path: '.env' }),
  finding(sampleRules.env, {
    path: 'config/.env.production',
    commit: commits.first,
    history: seen(false, ['config/.env.production']),
  }),
  finding(sampleRules.keystore, { path: 'android/release.jks' }),
  finding(sampleRules.unpinned, {
    path: '.github/workflows/claude.yml',
    at: [17, 15, 17, 51],
    excerpt: 'uses: anthropics/claude-code-action@v1',
  }),
  finding(sampleRules.deny, { path: '.claude/settings.json' }, { note: '.env is not denied' }),
  finding(
    sampleRules.aws,
    {
      path: 'deploy.sh',
      at: [2, 9, 2, 29],
      excerpt: 'KEY=AKIA********',
      commit: commits.first,
      history: seen(false, ['deploy.sh']),
    },
    {
      status: 'risk-accepted',
      statusReason:
        'Replaced after the audit (Grace Hopper, until 2025-12-31). Rotated by Ada on 2024-04-01.',
      rotated: { who: 'Ada', when: '2024-04-01', evidence: 'OPS-17' },
    },
  ),
  finding(
    sampleRules.password,
    { path: 'test/fixtures/login.json', at: [4, 16, 4, 30], excerpt: '"password": "********"' },
    { status: 'false-positive', statusReason: 'Made up for the login test (Grace Hopper, until 2025-12-31)' },
  ),
]

const shopReasons: readonly Reason[] = [
  {
    check: 'group',
    state: 'met',
    wanted: 'the policy has a group for this repository that does not deny it',
    found: 'the group "every repository" allows it where the rest holds',
  },
  {
    check: 'tracked-env-files',
    state: 'unmet',
    wanted:
      'no environment file (`.env` and its variants) is tracked, from severity low and confidence low up',
    found: '1 environment file (1 high)',
    todo: 'Take it out of the repository (`git rm --cached .env`), add it to `.gitignore`, keep a `.env.example` with names only.',
  },
  {
    check: 'secrets-in-tree',
    state: 'unmet',
    wanted: 'no open secret in the tracked files, from severity medium and confidence medium up',
    found: '4 open secrets (3 critical, 1 high)',
    todo: 'Replace each secret at its service, then take it out of the files.',
  },
  {
    check: 'complete-scan',
    state: 'unknown',
    wanted: 'everything could be scanned, apart from what is marked submodule',
    found: '1 not scanned (lfs-pointer)',
    todo: 'See what was not scanned and why, make it readable, then check again.',
  },
  {
    check: 'visibility',
    state: 'unknown',
    wanted: 'the repository is private or internal',
    found: 'not checked here: needs GitHub',
    advisory: true,
  },
  {
    check: 'safe-workflows',
    state: 'unmet',
    wanted: 'workflows use the assistant safely, from severity medium up',
    found: '1 weakness (1 medium)',
    todo: 'Pin the action to a commit.',
    advisory: true,
  },
]

const rulesOf = (findings: readonly AssessedFinding[]): ReadonlyMap<string, RuleInfo> => {
  const ids = new Set(findings.map((one) => one.rule))
  return new Map(Object.values(sampleRules).flatMap((one) => (ids.has(one.id) ? [[one.id, one]] : [])))
}

const base = {
  target: '/home/ada/shop',
  version: '0.1.0',
  scannedAt: '2025-06-30T08:00:00.000Z',
  duration: 842,
  coverage: { files: 1204, bytes: 12_345_678, commits: 402, blobs: 8311, notScanned: [] },
} as const

/** A realistic repository that is not ready. */
export function shop(): Report {
  const findings = shopFindings()
  return {
    ...base,
    readiness: { outcome: 'not-ready', policy: 'balanced', group: 'every repository', reasons: shopReasons },
    findings,
    rules: rulesOf(findings),
    coverage: {
      ...base.coverage,
      notScanned: [
        {
          path: 'assets/intro.mp4',
          code: 'lfs-pointer',
          reason: 'Kept in Git LFS and not in this clone. Run `git lfs pull`.',
        },
        { path: '', code: 'shallow', reason: 'The clone is shallow: earlier commits are not on this disk.' },
        { path: 'vendor/engine', code: 'submodule', reason: 'A submodule: check its own repository.' },
      ],
    },
  }
}

/** The same repository, only scanned: no policy, no history. */
export function shopScan(): Report {
  const findings = shopFindings().map(({ history: _history, ...one }) => ({ ...one, commit: null }))
  return { ...base, findings, rules: rulesOf(findings), coverage: { ...base.coverage, commits: 0, blobs: 0 } }
}

/** Nothing found, everything looked at. */
export function empty(): Report {
  return {
    ...base,
    readiness: {
      outcome: 'ready',
      policy: 'policies/team.yml',
      reasons: shopReasons.map((one) => ({
        check: one.check,
        state: 'met',
        wanted: one.wanted,
        found: 'none',
      })),
    },
    findings: [],
    rules: new Map(),
  }
}

/** Nothing found, but not everything could be looked at. */
export function partly(): Report {
  const { readiness: _readiness, ...rest } = empty()
  const reason = 'Permission denied. Run as a user who may read it.'
  const notScanned = [{ path: 'private/keys', code: 'unreadable', reason }]
  return { ...rest, coverage: { ...base.coverage, notScanned } }
}

/** A thousand findings in each of three groups, and as many places not scanned. */
export function large(): Report {
  const many = Array.from({ length: 1000 }, (_, index) => index)
  const findings = many.flatMap((index) => [
    finding(sampleRules.aws, {
      path: `src/${index}.ts`,
      at: [index + 1, 5, index + 1, 25],
      excerpt: 'AKIA********',
    }),
    finding(sampleRules.password, {
      path: `old/${index}.ts`,
      at: [1, 5, 1, 25],
      excerpt: "password = '********'",
      commit: commits.first,
      history: seen(false, [`old/${index}.ts`]),
    }),
    finding(sampleRules.env, { path: `services/${index}/.env` }),
  ])
  const notScanned = many.map((index) => ({
    path: `media/${index}.mp4`,
    code: 'lfs-pointer',
    reason: 'Kept in Git LFS.',
  }))
  return { ...shop(), findings, rules: rulesOf(findings), coverage: { ...base.coverage, notScanned } }
}

/** One secret in three hundred files, the first of which is only in history, and another that stands alone. */
export function repeated(): Report {
  const places = Array.from({ length: 300 }, (_, index) =>
    finding(
      sampleRules.github,
      {
        path: `sites/${index}/config.ts`,
        at: [7, 12, 7, 52],
        excerpt: "token: 'ghp_********'",
        commit: commits.first,
        history: seen(index > 0, ['sites/0/config.ts', 'old/config.ts']),
      },
      { fingerprint: `g1:${'ab'.repeat(20)}` },
    ),
  )
  const alone = finding(sampleRules.aws, { path: 'deploy.sh', at: [2, 5, 2, 25], excerpt: 'AKIA********' })
  const findings = [...places, alone]
  const reasons = [{ ...shopReasons[2]!, found: '2 open secrets in 300 places (2 critical)' }]
  return {
    ...base,
    readiness: { outcome: 'not-ready', policy: 'balanced', group: 'every repository', reasons },
    findings,
    rules: rulesOf(findings),
  }
}

/** Texts that a repository's author chose to do harm where the report is shown. */
export const hostileTexts = [
  'a\nb',
  '\x1b[2J\x1b]0;owned\x07',
  '=cmd()|x',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '`rm -rf`|```',
  '\u202egnp.sh\u2066',
  '@octocat #1 [x](https://evil.example)',
  '::stop-commands::x',
  '##[add-mask]y',
  '{0} [z](1)',
  'ключ 界界 👩‍💻/ü',
  '\u2028\u2029\ud800',
] as const

/** Hostile text wherever text of the repository goes. */
export function hostile(): Report {
  const findings = hostileTexts.flatMap((text) => [
    finding(
      sampleRules.password,
      {
        path: text,
        at: [1, 1, 1, 9],
        excerpt: text,
        commit: commits.first,
        history: { authorDate: text, author: text, tracked: true, paths: [text] },
      },
      { note: text, reachedBy: [`zip:${text}`] },
    ),
    finding(sampleRules.env, { path: text }, { status: 'risk-accepted', statusReason: text }),
  ])
  const reasons = hostileTexts.map((text): Reason => ({
    check: 'c',
    state: 'unmet',
    wanted: text,
    found: text,
    todo: text,
  }))
  const notScanned = hostileTexts.map((text) => ({ path: text, code: 'unreadable', reason: text }))
  return {
    ...base,
    target: hostileTexts.join(' '),
    readiness: { outcome: 'needs-request', policy: hostileTexts.join(' '), reasons },
    findings,
    rules: rulesOf(findings),
    coverage: { ...base.coverage, notScanned },
  }
}
