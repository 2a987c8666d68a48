/** The names path-kind.ts looks up, all in lower case. */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** Folders whose content is somebody else's, copied in by a package manager or by hand. */
export const vendoredFolders = words(`
  node_modules bower_components jspm_packages vendor vendors vendored third_party third-party thirdparty 3rdparty
  3rd-party godeps pods carthage .yarn site-packages dist-packages .venv venv virtualenv .bundle .eggs
`)

/**
 * Folders that tools write. `build`, `out`, `bin` and `target` are not here: they hold hand-written build scripts and
 * deployment settings often enough.
 */
export const generatedFolders = words(`
  dist generated __generated__ autogen .next .nuxt .output .svelte-kit .parcel-cache .turbo coverage htmlcov
  storybook-static __pycache__ .ipynb_checkpoints generated-sources generated-src _generated
`)

export const testFolders = words(`
  test tests testing __tests__ __test__ spec specs __specs__ e2e fixture fixtures __fixtures__ testfixtures
  testdata test-data test_data testresources testcases test-cases test_cases testsuite testsuites unittest unittests
  mock mocks __mocks__ mockdata stub stubs __snapshots__ snapshots cypress playwright testbed testutil testutils
`)

export const exampleFolders = words(`
  example examples sample samples demo demos tutorial tutorials quickstart quickstarts playground playgrounds cookbook
  getting-started getting_started
`)

export const documentationFolders = words(`
  doc docs documentation wiki javadoc apidoc apidocs api-docs godoc rfcs adr adrs man manpages changelog changelogs
`)

export const documentationExtensions = words(
  'md mdx markdown mdown rst adoc asciidoc asc-doc textile pod rdoc qhelp org',
)

/** Base names without extension, or with one of text: `README`, `LICENSE.txt`, `CHANGES`. */
export const documentationStems = words(`
  readme changelog changes history news contributing contributors authors license licence copying notice security
  code_of_conduct code-of-conduct upgrading migration third-party-notices thirdpartynotices
`)

export const lockNames = words(`
  package-lock.json .package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml pnpm-lock.yml bun.lock bun.lockb
  deno.lock composer.lock symfony.lock gemfile.lock gems.locked poetry.lock pipfile.lock uv.lock pdm.lock pixi.lock
  conda-lock.yml pylock.toml cargo.lock go.sum go.work.sum gopkg.lock glide.lock mix.lock rebar.lock pubspec.lock
  podfile.lock package.resolved cartfile.resolved packages.lock.json project.assets.json paket.lock gradle.lockfile
  buildscript-gradle.lockfile verification-metadata.xml flake.lock conan.lock chart.lock requirements.lock
  .terraform.lock.hcl module.bazel.lock stack.yaml.lock cabal.project.freeze buf.lock shard.lock berksfile.lock
  policyfile.lock.json vcpkg-lock.json sha1sums sha256sums sha512sums md5sums checksums
  checksums.txt sha1sums.txt sha256sums.txt sha512sums.txt shasums256.txt md5sums.txt
`)

/** Extensions of files that hold nothing but checksums. */
export const checksumExtensions = words(
  'md5 sha1 sha256 sha384 sha512 sha1sum sha256sum sha512sum md5sum sri',
)

export const translationFolders = words(`
  locale locales _locales i18n l10n lang langs language languages translation translations nls lc_messages intl
  localization localizations localisation localisations
`)

/** Formats that exist only for translations. */
export const translationExtensions = words('po pot mo xliff xlf strings stringsdict xcstrings arb ftl lproj')

/** Formats that hold texts when they lie in a translation folder. */
export const textDataExtensions = words(
  'json json5 jsonc yml yaml properties xml resx ini toml csv tsv txt lang plist',
)

/** ISO 639-1 language codes, less those that are also ordinary short file names (`id.json`, `my.yml`, `is.js`). */
export const languageCodes = words(`
  en de fr es it pt nl ru ja ko zh pl tr sv da fi nb nn cs sk hu ro bg uk el he ar fa hi bn ta te th vi ms ka lt lv et
  sl hr sr sq mk bs ca eu gl cy ga mt af sw hy az kk uz mn ne ur pa gu kn ml mr si km lo
`)
