import type { Confidence, Severity } from '../../../../engine/rule.ts'
import { shownName } from '../../../documents/shown-name.ts'
import { identityOf, type Sighting } from '../../../documents/sighting.ts'
import { splitArguments } from '../../../workflows/shell-commands.ts'
import { papersFor } from '../../papers.ts'
import type { DockerfileRule } from '../delivery-rule.ts'
import { dockerSample } from './docker-sample.ts'
import { type Dockerfile, type Instruction, rangeOf, type Variable, variablesOf } from './dockerfile.ts'

export const secretInImage: DockerfileRule = {
  ...papersFor('dockerfile', 'secret-in-image', 'https://docs.docker.com/build/building/secrets/', 'read'),
  look: (file) => [...inVariables(file), ...inFiles(file)],
  matches: [
    dockerSample('ARG NPM_TOKEN', 'RUN npm ci'),
    dockerSample('ARG NPM_TOKEN', 'ENV NPM_TOKEN=$NPM_TOKEN', 'RUN npm ci'),
    dockerSample('ENV DB_PASSWORD=trustno1'),
    dockerSample('ENV DB_PASSWORD trustno1'),
    dockerSample('ENV A=b \\', '    API_KEY="${API_KEY}"'),
    dockerSample('COPY .env ./'),
    dockerSample('COPY --chown=app:app package.json .env.production /app/'),
    dockerSample('COPY ["id_rsa", "/root/.ssh/"]'),
    dockerSample('ADD .aws/credentials /root/.aws/credentials'),
  ],
  misses: [
    dockerSample('RUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm ci'),
    dockerSample('ENV DB_PASSWORD_FILE=/run/secrets/db', 'ENV DB_PASSWORD='),
    dockerSample(
      'ENV MYSQL_ALLOW_EMPTY_PASSWORD=yes',
      'ARG SECRET_KEY_BASE=dummy',
      'RUN rake assets:precompile',
    ),
    dockerSample('ENV MAX_TOKENS=200', 'ENV NEXT_PUBLIC_API_KEY=$KEY'),
    dockerSample('ARG VERSION', 'RUN make'),
    dockerSample('COPY .env.example .env', 'COPY . .'),
    // It stays in a stage that is not shipped, and is only copied out of.
    dockerSample('COPY --from=build /app/.env /app/.env.build'),
    dockerSample('# COPY .env ./', 'RUN echo "ENV DB_PASSWORD=trustno1"'),
  ],
}

const secretName =
  /(?:^|_)(?:PASS(?:WORD|WD|PHRASE)|SECRET|SECRET_KEY|SECRET_ACCESS_KEY|SECRET_KEY_BASE|(?:ACCESS_|AUTH_|API_|REFRESH_)?TOKEN|API_?KEY|PRIVATE_KEY|SSH_KEY|DEPLOY_KEY|CREDENTIALS?)$/i
/** `PUBLIC_…` is for everybody; `ALLOW_EMPTY_PASSWORD` says something about one. */
const noSecret = /PUBLIC|EMPTY|RANDOM|REQUIRE|ENABLE|DISABLE|ALLOW|PUBLISHABLE|ANON/i
/** What people write where something has to stand, and what only points to a secret. */
const noValue =
  /^(?:|[01]|true|false|yes|no|none|null|nil|undefined|x+|\*+|dummy.*|placeholder.*|change[-_]?me.*|example.*|fake.*|test.*|build.*|tbd|todo|ignored|unused|not[-_ ]?(?:set|used).*|<.*>|\/.*|.*\.example)$/i

function inVariables(file: Dockerfile): readonly Sighting[] {
  const set = file.instructions.flatMap((instruction) =>
    variablesOf(instruction)
      .filter(({ name }) => secretName.test(name) && !noSecret.test(name))
      .map((variable) => ({ instruction, variable })),
  )
  // Said of the `ENV` that keeps what an `ARG` was given.
  const kept = new Set(
    set.flatMap(({ instruction: { keyword, stage }, variable: { value } }) => {
      const from = keyword === 'ENV' ? handedOver(value) : undefined
      return from === undefined ? [] : [`${stage} ${from}`]
    }),
  )
  const lastRuns = new Map(
    file.instructions.filter(({ keyword }) => keyword === 'RUN').map(({ stage, start }) => [stage, start]),
  )
  return set.flatMap(({ instruction, variable }) => {
    if (instruction.keyword === 'ARG' && kept.has(`${instruction.stage} ${variable.name}`)) return []
    const judged =
      instruction.keyword === 'ENV'
        ? judgeEnvironment(file, instruction, variable)
        : judgeArgument(file, instruction, variable, lastRuns)
    if (judged === null) return []
    return [
      {
        place: file.place(variable.range),
        ...judged,
        excerpt: `${instruction.keyword} ${variable.name}`.slice(0, 160),
        identity: identityOf(instruction.keyword, variable.name, String(instruction.stage)),
      },
    ]
  })
}

interface Judged {
  readonly severity: Severity
  readonly confidence: Confidence
  readonly note: string
  readonly isCredential?: true
}

/** `NPM_TOKEN` in `$NPM_TOKEN` and `${NPM_TOKEN:-none}`. */
const handedOver = (value: string | null): string | undefined =>
  /^\$\{?(\w+)(?:\}|$|:)/.exec(value ?? '')?.[1]

function judgeEnvironment(
  file: Dockerfile,
  { stage }: Instruction,
  { name, value }: Variable,
): Judged | null {
  if (value === null || noValue.test(value)) return null
  const isShipped = file.isShipped(stage)
  if (handedOver(value) === undefined)
    return {
      severity: 'medium',
      confidence: 'medium',
      note: `${shownName(name)} has a value that stands in this file.`,
      isCredential: true,
    }
  return isShipped
    ? {
        severity: 'high',
        confidence: 'high',
        note: `What is handed over as ${shownName(name)} is in the settings of the image.`,
      }
    : { severity: 'low', confidence: 'low', note: `${shownName(name)} is in a stage that is not shipped.` }
}

/** @param lastRuns where the last `RUN` of each stage begins */
function judgeArgument(
  file: Dockerfile,
  instruction: Instruction,
  { name, value }: Variable,
  lastRuns: ReadonlyMap<number, number>,
): Judged | null {
  if (instruction.stage < 0) return null
  if (value !== null && value !== '') {
    if (noValue.test(value) || value.startsWith('$')) return null
    return {
      severity: 'medium',
      confidence: 'medium',
      note: `${shownName(name)} has a value that stands in this file.`,
      isCredential: true,
    }
  }
  // Only commands that come after it are recorded with it.
  const isUsed = (lastRuns.get(instruction.stage) ?? -1) > instruction.start
  return file.isShipped(instruction.stage) && isUsed
    ? {
        severity: 'medium',
        confidence: 'high',
        note: `The history of the image shows what was handed over as ${shownName(name)}.`,
      }
    : {
        severity: 'low',
        confidence: 'low',
        note: `Records of the build may show what was handed over as ${shownName(name)}; the image does not.`,
      }
}

/** Files that hold secrets by their names; of the latter ones some only look like it. */
const surelySecret =
  /(?:^|\/)(?:\.env(?:\.(?:prod|production|stag|staging|dev|development|local|live)(?:\.local)?)?|id_(?:rsa|dsa|ecdsa|ed25519)|\.netrc|\.git-credentials|\.pypirc|\.pgpass|\.aws(?:\/(?:credentials)?)?|\.ssh\/?|\.kube\/config|\.docker\/config\.json)$/i
const perhapsSecret =
  /(?:^|\/)(?:\.npmrc|credentials\.json|service[-_]account[\w-]*\.json|[\w.-]*private[\w.-]*\.(?:pem|key)|[\w.-]+\.(?:key|p12|pfx|jks)|privkey\.pem)$/i

function inFiles(file: Dockerfile): readonly Sighting[] {
  return file.instructions.flatMap((instruction) => {
    const { keyword, flags, stage, text, at } = instruction
    // From another stage nothing comes that is in the repository.
    if (!/^(?:COPY|ADD)$/.test(keyword) || flags.some((flag) => flag.startsWith('--from='))) return []
    const line = text.split('\n', 1)[0]!
    if (line.includes('<<')) return []
    const isList = line.trimStart().startsWith('[')
    const words = isList
      ? [...line.matchAll(/"([^"]*)"/g)].map(({ 1: word, index }) => ({ text: word!, at: index + 1 }))
      : splitArguments(line)
    return words.slice(0, -1).flatMap((word): readonly Sighting[] => {
      const isSure = surelySecret.test(word.text)
      if (!isSure && !perhapsSecret.test(word.text)) return []
      const isShipped = file.isShipped(stage)
      return [
        {
          place: file.place(rangeOf(word, at)),
          severity: isSure && isShipped ? 'high' : isSure ? 'medium' : 'low',
          confidence: isSure && isShipped ? 'high' : isSure ? 'medium' : 'low',
          note: isShipped
            ? 'The file stays in a layer of the image, even if a later instruction removes it.'
            : 'The file is in a stage that is not shipped, but in the cache of builds.',
          excerpt: `${keyword} ${word.text}`.slice(0, 160),
          identity: identityOf(keyword, word.text, String(stage)),
        },
      ]
    })
  })
}
