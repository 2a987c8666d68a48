import {
  checksumExtensions,
  documentationExtensions,
  documentationFolders,
  documentationStems,
  exampleFolders,
  generatedFolders,
  languageCodes,
  lockNames,
  testFolders,
  textDataExtensions,
  translationExtensions,
  translationFolders,
  vendoredFolders,
} from './path-kind-names.ts'

/** In the order in which they win: a lock file under `test/` is a lock file. */
export const pathKinds = [
  'lock',
  'minified',
  'vendored',
  'generated',
  'translation',
  'test',
  'example',
  'documentation',
  'source',
] as const
export type PathKind = (typeof pathKinds)[number]

interface PathParts {
  /** Folder names, lower-cased. */
  readonly folders: readonly string[]
  /** The same in their own case: `androidTest` is a test folder, `latest` is not. */
  readonly writtenFolders: readonly string[]
  readonly base: string
  readonly writtenBase: string
  /** Without its dot; empty where there is none. `.env` has none. */
  readonly extension: string
  readonly stem: string
}

/**
 * What the place of a file says of its content: whether a password in it is likely a live one, a test's or a sample's.
 * Judged by folder names and the file's own name only, never by content. `source` is everything not known to be
 * something else; a name that could be either stays `source`.
 * @param path relative to the root, with `/` (a leading `./` or `/` does no harm)
 */
export function pathKind(path: string): PathKind {
  const parts = split(path)
  if (isLock(parts)) return 'lock'
  if (isMinified(parts)) return 'minified'
  if (parts.folders.some((name) => vendoredFolders.has(name))) return 'vendored'
  if (isGenerated(parts)) return 'generated'
  if (isTranslation(parts)) return 'translation'
  if (isTest(parts)) return 'test'
  if (isExample(parts)) return 'example'
  if (isDocumentation(parts)) return 'documentation'
  return 'source'
}

function split(path: string): PathParts {
  const writtenFolders = path.split('/')
  const writtenBase = writtenFolders.pop() ?? ''
  const folders = writtenFolders.map((name) => name.toLowerCase())
  const base = writtenBase.toLowerCase()
  const dot = base.lastIndexOf('.')
  const extension = dot > 0 ? base.slice(dot + 1) : ''
  return { folders, writtenFolders, base, writtenBase, extension, stem: dot > 0 ? base.slice(0, dot) : base }
}

const isLock = ({ base, extension }: PathParts): boolean =>
  lockNames.has(base) || checksumExtensions.has(extension)

const minifiedName = /(?:[.-]min|\.bundle|\.chunk|-bundle)\.(?:js|mjs|cjs|css)$/
/** Bundlers put a content hash before the extension: `main.3f2a1b9c.js`, `index-3f2a1b9c.css`. */
const hashedName = /[.-](?=[0-9a-f]{0,19}[0-9])[0-9a-f]{8,20}\.(?:js|mjs|css)$/

const isMinified = ({ base }: PathParts): boolean =>
  minifiedName.test(base) || hashedName.test(base) || /\.(?:js|mjs|cjs|css|ts)\.map$/.test(base)

const generatedName =
  /(?:\.pb\.(?:go|cc|h|dart)|_pb2(?:_grpc)?\.pyi?|\.pb\.gw\.go|\.g\.(?:dart|cs)|\.freezed\.dart|\.designer\.cs|[._-]generated(?:\.[a-z0-9]{1,8}){1,2}|\.gen\.[a-z]{1,4}|_gen\.go)$/

const isGenerated = ({ folders, base }: PathParts): boolean =>
  folders.some((name) => generatedFolders.has(name)) ||
  generatedName.test(base) ||
  base.startsWith('zz_generated') ||
  base === 'bindata.go'

const isLanguage = (name: string): boolean => {
  const [code = '', region] = name.split(/[-_]/, 2)
  return languageCodes.has(code) && (region === undefined || /^[a-z]{2,4}$/.test(region))
}

const textName =
  /^(?:messages|strings|translations?|labels|validationmessages|localizable)(?:[._-][a-z]{2,3}(?:[_-][a-z]{2,4})?)?$/

function isTranslation({ folders, base, stem, extension }: PathParts): boolean {
  if (translationExtensions.has(extension)) return true
  if (textDataExtensions.has(extension)) {
    if (textName.test(stem) || isLanguage(stem)) return true
    if (isLanguage(stem.slice(stem.lastIndexOf('.') + 1))) return true
  }
  const at = folders.findIndex((name) => translationFolders.has(name) || name.endsWith('.lproj'))
  if (at < 0) return base === 'strings.xml' || /^(?:i18n|translations?)\.[cm]?[jt]sx?$/.test(base)
  // `i18n/client.ts` is code; `lang/en/auth.php` and `locales/de.ts` are texts.
  return textDataExtensions.has(extension) || isLanguage(stem) || folders.slice(at + 1).some(isLanguage)
}

const testFolder =
  /^(?:tests?[-_.]|mock[-_])|[-_.](?:tests?|specs?|e2e|fixtures?|mocks?|unittests?|testdata)$/
/** Kotlin and Gradle source sets, .NET projects: `androidTest`, `integrationTest`, `Shop.UnitTests`. */
const camelTestFolder = /[a-z](?:Tests?|Fixtures?|Mocks?)$/
const testName =
  /^(?:tests?|mock|fixture|dummy|fake)(?:[-_.]|$)|[-_.](?:tests?|specs?|e2e|fixtures?|mocks?|e2e-spec|cy|stories)(?:\.|$)|[-_.](?:fake|dummy|mock)[-_.]|^conftest\.py$|\.(?:snap|feature)$/
const camelTestName =
  /[a-z0-9](?:Tests?|TestCase|Spec|IT|Mock|Fixtures?)\.[A-Za-z]{1,8}$|^(?:Test|Mock|Fake)[A-Z]/

function isTest({ folders, writtenFolders, base, writtenBase }: PathParts): boolean {
  return (
    folders.some((name) => testFolders.has(name) || testFolder.test(name)) ||
    writtenFolders.some((name) => camelTestFolder.test(name)) ||
    testName.test(base) ||
    camelTestName.test(writtenBase)
  )
}

const exampleFolder =
  /^(?:examples?|samples?|demos?)[-_.]|[-_.](?:examples?|samples?|demos?|tutorial|quickstart)$/
const exampleName =
  /^(?:examples?|samples?|demo)(?:[-_.]|$)|[-_.](?:examples?|samples?|demo|templates?|tmpl|dist)(?:\.[a-z0-9]{1,8})?$|^\.env\.defaults?$/

const isExample = ({ folders, base }: PathParts): boolean =>
  folders.some((name) => exampleFolders.has(name) || exampleFolder.test(name)) || exampleName.test(base)

const isDocumentation = ({ folders, base, stem, extension }: PathParts): boolean =>
  documentationExtensions.has(extension) ||
  documentationStems.has(base) ||
  ((extension === 'txt' || extension === 'html') && documentationStems.has(stem)) ||
  folders.some((name) => documentationFolders.has(name))
