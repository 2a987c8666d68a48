import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmdirSync,
  statSync,
} from 'node:fs'
import path from 'node:path'
import type { Command } from 'commander'
import { globMatcher, globProblem } from '../../policies/glob.ts'
import { type CopyScan, readTexts, scanCopy } from '../../scanner/scan-copy.ts'
import { AppError } from '../../scanner/errors.ts'
import { closeRepository, openRepository, type Repository } from '../../scanner/sources/git/repository.ts'
import { writeRepository } from '../../scanner/sources/git/write-repository.ts'
import { makeTemporaryFolder, removeTemporaryFolder } from '../../scanner/sources/temporary-folder.ts'
import { fromCaller } from '../environment.ts'
import { exitCodes } from '../exit-code.ts'
import { assessScan, loadStandards, reportOn, type Scanned, scanFor } from '../make-report.ts'
import type { Program } from '../program.ts'
import { type Chosen, chooseFiles } from '../split/choose-files.ts'
import { describeSplit } from '../split/describe-split.ts'
import { type OwnFiles, ownFiles, ownPaths } from '../split/own-files.ts'
import { isNameless } from '../target.ts'
import { type ReportFlags, reportOptions } from './scan-flags.ts'

interface SplitFlags extends ReportFlags {
  readonly paths: readonly string[]
  readonly to: string
  readonly ref: string
  readonly name?: string
}

const about =
  'Makes a repository of its own out of some paths of another one, for an assistant to work in: one commit without history, ' +
  'without risky files, with deny rules in `.claude/settings.json`, a `.gitignore`, and a line in README.md that says where it is from. ' +
  'What is copied is scanned first: where a secret stands in it nothing is made, its lines are shown as `gatehouse check` does, and the ' +
  'exit code is 1. Files are read from the commit, never from the disk.'

/** `gatehouse split` */
export function addSplitCommand(parent: Command, program: Program): void {
  const command = parent
    .command('split')
    .summary("make a repository for an assistant's work out of some paths of another")
    .description(about)
    .argument('<folder>', 'a repository on the disk')
    .requiredOption(
      '--paths <globs...>',
      "which files, such as 'services/api/**' README.md; quote what a shell would expand",
    )
    .requiredOption('--to <folder>', 'the folder of the new repository; it must not be there, or be empty')
    .option('--ref <ref>', 'the branch, tag or commit whose files are copied', 'HEAD')
    .option('--name <owner/repository>', 'what it is to be called on GitHub, for what is printed at the end')
  for (const option of reportOptions()) command.addOption(option)
  command.action(async (folder: string, flags: SplitFlags) => {
    program.end(await split(program, folder, flags))
  })
}

async function split(program: Program, given: string, flags: SplitFlags): Promise<number> {
  refuseUseless(flags)
  const { environment } = program
  const standards = loadStandards(program, flags)
  const to = fromCaller(environment, flags.to)
  const repository = await openRepository(fromCaller(environment, given))
  try {
    refuseTaken(to, flags.to, repository)
    const started = new Date()
    const isWanted = globMatcher(flags.paths)
    let copy: CopyScan | undefined
    const scanned = await scanFor(program, flags, standards, async (options) => {
      copy = await scanCopy(repository, flags.ref, isWanted, options)
      return { result: copy.result, target: isNameless(given) ? nameOf(repository) : given, isWhole: false }
    })
    if (copy === undefined || copy.entries.length + copy.leftOut.length === 0)
      throw new AppError('usage', 'No file of that commit is at these paths.', {
        todo: 'List what there is with `git ls-tree -r --name-only HEAD`; patterns are matched against the whole path.',
      })
    const chosen = chooseFiles(
      copy.entries,
      assessScan(scanned, standards, started).findings,
      copy.result.coverage.notScanned,
    )
    if (chosen.secrets.length > 0) {
      reportOn(program, flags, standards, withSecretsAlone(scanned, chosen), started)
      return exitCodes.findings
    }
    const origin = { name: nameOf(repository), commit: copy.commit }
    const own = ownFiles(await textsOf(repository, chosen), origin)
    const { entries, inTheWay } = withoutObstacles(chosen.entries, [...own.texts.keys()])
    await write(to, { repository, entries, own, commit: copy.commit })
    const leftOut = [...copy.leftOut, ...chosen.leftOut, ...own.leftOut, ...inTheWay]
    const files = entries.length
    const name = flags.name ?? `${repository.name?.split('/')[0] ?? 'OWNER'}/${path.basename(to)}`
    const shown = describeSplit({ to: flags.to, from: copy.commit, files, leftOut, name })
    environment.stdout.write(shown.split('\n').map(program.mask).join('\n'))
    return exitCodes.clean
  } finally {
    closeRepository(repository)
  }
}

function refuseUseless({ paths, name }: SplitFlags): void {
  for (const glob of paths) {
    const problem = globProblem(glob)
    if (problem !== undefined) throw new AppError('usage', `--paths ${glob}: ${problem}`)
  }
  if (name !== undefined && !/^[\w.-]+\/[\w.-]+$/.test(name))
    throw new AppError('usage', `${name} is no name of a repository.`, {
      todo: 'Write it as `owner/repository`.',
    })
}

/** Nothing that is there is touched, and no repository is made within the other one. */
function refuseTaken(to: string, given: string, { workTree, gitDirectory }: Repository): void {
  if (existsSync(to) && (!statSync(to).isDirectory() || readdirSync(to).length > 0))
    throw new AppError('usage', `${given} is there already, and not empty.`, {
      todo: 'Give a new folder to --to.',
    })
  const real = path.join(nearest(to), path.relative(nearest(to, 'as-given'), to))
  for (const folder of [workTree, gitDirectory])
    if (folder !== null && !path.relative(realpathSync(folder), real).startsWith('..'))
      throw new AppError('usage', `${given} lies within the repository that is to be split.`, {
        todo: 'Give a folder beside it to --to.',
      })
}

/** The first folder above a path that is there. */
function nearest(folder: string, as: 'real' | 'as-given' = 'real'): string {
  let at = folder
  while (!existsSync(at)) at = path.dirname(at)
  return as === 'real' ? realpathSync(at) : at
}

/** The lines that keep it from being made, and nothing else. */
function withSecretsAlone(scanned: Scanned, { secrets }: Chosen): Scanned {
  const wanted = new Set(secrets.map(({ path: file, fingerprint }) => `${fingerprint}\0${file}`))
  const findings = scanned.result.findings.filter(({ path: file, fingerprint }) =>
    wanted.has(`${fingerprint}\0${file}`),
  )
  return { ...scanned, result: { ...scanned.result, findings } }
}

async function textsOf(
  repository: Repository,
  { entries }: Chosen,
): Promise<(file: string) => string | null | undefined> {
  const own = entries.filter((entry) => ownPaths.includes(entry.path))
  const texts = await readTexts(
    repository,
    own.filter(({ kind }) => kind !== 'link'),
  )
  return (file) => {
    const entry = own.find((one) => one.path === file)
    return entry && (texts.get(entry.id) ?? null)
  }
}

/** A file where a folder of ours is to be, or the other way round. */
function withoutObstacles(entries: Chosen['entries'], own: readonly string[]) {
  const isObstacle = (file: string): boolean =>
    own.some((one) => one.startsWith(`${file}/`) || file.startsWith(`${one}/`))
  return {
    entries: entries.filter((entry) => !isObstacle(entry.path)),
    inTheWay: entries
      .filter((entry) => isObstacle(entry.path))
      .map((entry) => ({ path: entry.shownPath, why: 'in the way of a file that is written anew' })),
  }
}

interface Written {
  readonly repository: Repository
  readonly entries: Chosen['entries']
  readonly own: OwnFiles
  readonly commit: string
}

/** Beside where it is to be, and moved there when it is whole. @throws AppError `output-failed`, `git-failed` */
async function write(to: string, { repository, entries, own, commit }: Written): Promise<void> {
  const folder = makeBeside(to)
  try {
    await writeRepository({
      folder,
      from: repository,
      entries,
      texts: own.texts,
      message: `Begin with files of ${commit}\n`,
      author: { name: 'Gatehouse', email: 'gatehouse@localhost' },
      at: new Date(),
    })
    // Temporary folders are for their owner's eyes alone.
    chmodSync(folder, 0o777 & ~process.umask())
    if (existsSync(to)) rmdirSync(to)
    renameSync(folder, to)
  } finally {
    removeTemporaryFolder(folder)
  }
}

function makeBeside(to: string): string {
  const parent = path.dirname(to)
  try {
    mkdirSync(parent, { recursive: true })
  } catch (cause) {
    throw new AppError('output-failed', 'The folder for the new repository could not be made.', { cause })
  }
  return makeTemporaryFolder(`.${path.basename(to)}-`, parent)
}

const nameOf = ({ name, workTree, gitDirectory }: Repository): string => {
  const folder = path.basename(workTree ?? gitDirectory)
  return name ?? (isNameless(folder) ? 'a repository' : folder)
}
