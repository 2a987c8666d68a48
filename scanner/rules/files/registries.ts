import type { FileRule } from '../../engine/file-rule.ts'
import type { InspectedFile } from '../../engine/inspection.ts'
import type { Verdict } from '../../engine/rule.ts'
import { join } from '../../engine/sample.ts'
import { nugetSamplePasswords } from '../secrets/checks/nuget-samples.ts'
import {
  anyOf,
  containsText,
  holdsReal,
  holdsSecretsOr,
  holdsUrlCredentials,
  jsonHoldsReal,
  xmlHoldsReal,
} from './content/looks.ts'
import { textOf } from './content/text.ts'
import { valueKind } from './content/values.ts'
import { read, secret, text, untrack, unverified } from './papers.ts'

/** Lines that begin with `//` are settings here: of the registry at that address. */
function lookAtNpmrc(file: InspectedFile): Verdict | undefined {
  const setting = /^(?:[^#;\r\n=]{0,300}:)?_(?:auth|authToken|password)[ \t]{0,4}=[ \t]{0,4}(\S{1,2000})/gim
  const isReal = [...textOf(file).matchAll(setting)].some(([, value = '']) => valueKind(value) === 'real')
  return isReal ? undefined : { drop: 'no token' }
}

/** Passwords of package sources, and keys to publish with, that are neither to be filled in nor NuGet's own samples. */
function lookAtNugetConfig(file: InspectedFile): Verdict | undefined {
  const text = textOf(file)
  const passwords = text.matchAll(
    /key="(?:ClearTextPassword|Password)"[ \t\r\n]{1,8}value="([^"\n]{6,400})"/gi,
  )
  const keys = text.matchAll(/<apikeys>[ \t\r\n]{0,80}<add key="[^"\n]{1,200}" value="([^"%\n]{20,})/gi)
  const isReal = [...passwords, ...keys].some(
    ([, value = '']) =>
      valueKind(value) === 'real' && !/^[%$#]/.test(value) && !nugetSamplePasswords.has(value),
  )
  return isReal ? undefined : { drop: 'its content is something else' }
}

const revoke = 'revoke the token at the registry and look for versions you did not publish'
const cannotRevoke = 'it can’t be revoked'
const publishes =
  'Its token installs private packages and, often, publishes new versions in the owner’s name.'

export const registryRules: readonly FileRule[] = [
  {
    id: 'npm-config-file',
    kind: 'file',
    title: 'npm configuration with a token',
    severity: 'critical',
    confidence: 'high',
    why: publishes,
    fix: 'Put `${NPM_TOKEN}` in the token’s place, which npm reads from the environment, and revoke the token at the registry. Rewrite history only if it can’t be revoked.',
    source: read('https://docs.npmjs.com/cli/v11/configuring-npm/npmrc'),
    names: { bases: ['.npmrc', 'npmrc', '_npmrc'], extensions: ['npmrc'] },
    nameAlone: false,
    look: lookAtNpmrc,
    matches: [
      text('.npmrc', () => [
        'registry=https://npm.corp-tools.io/',
        join('//npm.corp-tools.io/:_auth', 'Token=', secret(36)),
      ]),
      text('.npmrc', () => [join('_au', 'th=', secret(40))]),
    ],
    misses: [
      text('.npmrc', () => ['save-exact=true', 'registry=https://npm.corp-tools.io/', 'package-lock=false']),
      text('.npmrc', () => [join('//npm.corp-tools.io/:_auth', 'Token=${NPM_TOKEN}')]),
    ],
  },
  {
    id: 'yarn-config-file',
    kind: 'file',
    title: 'Yarn configuration with a token',
    severity: 'critical',
    confidence: 'high',
    why: publishes,
    fix: 'Put `${NPM_TOKEN}` in the token’s place and revoke the token at the registry. Rewrite history only if it can’t be revoked.',
    source: unverified('https://yarnpkg.com/configuration/yarnrc#npmAuthToken'),
    names: { bases: ['.yarnrc', '.yarnrc.yml', '.yarnrc.yaml'] },
    nameAlone: false,
    look: holdsReal(/^(?:npmAuthToken|npmAuthIdent|_?authToken|_auth)$/i),
    matches: [text('.yarnrc.yml', () => [`npmAuthToken: "${secret(36)}"`])],
    misses: [text('.yarnrc.yml', () => ['nodeLinker: node-modules', 'npmAuthToken: "${NPM_TOKEN:-}"'])],
  },
  {
    id: 'pypi-config-file',
    kind: 'file',
    title: '.pypirc with a password or token',
    severity: 'critical',
    confidence: 'high',
    why: 'It publishes new versions of the packages its owner maintains.',
    fix: untrack('.pypirc', revoke, cannotRevoke),
    source: read('https://packaging.python.org/en/latest/specifications/pypirc/'),
    names: { bases: ['.pypirc', 'pypirc'], extensions: ['pypirc'] },
    nameAlone: false,
    look: holdsReal(/^password$/i),
    matches: [
      text('.pypirc', () => [
        '[pypi]',
        'username = __token__',
        `password = ${join('pypi', '-')}${secret(160)}`,
      ]),
    ],
    misses: [text('.pypirc', () => ['[distutils]', 'index-servers = pypi'])],
  },
  {
    id: 'pip-config-file',
    kind: 'file',
    title: 'pip configuration with a password',
    severity: 'high',
    confidence: 'high',
    why: 'The address of the package index in it carries a user name and password.',
    fix: 'Take the password out of the address (pip reads it from the keyring or .netrc) and replace it. Rewrite history only if it can’t be replaced.',
    source: read('https://pip.pypa.io/en/stable/topics/authentication/'),
    names: {
      bases: [
        'pip.conf',
        'pip.ini',
        '.pip.conf',
        '.condarc',
        'condarc',
        'poetry.toml',
        'uv.toml',
        '.pydistutils.cfg',
        'auth.toml',
      ],
      paths: ['pypoetry/auth.toml'],
    },
    nameAlone: false,
    look: anyOf(holdsUrlCredentials, holdsReal(/^(?:password|token|http-basic.*)$/i)),
    matches: [
      text('pip.conf', () => ['[global]', `index-url = https://ci:${secret(20)}@pypi.example.net/simple`]),
    ],
    misses: [
      text('pip.conf', () => ['[global]', 'index-url = https://pypi.example.net/simple']),
      text('pip.conf', () => ['[global]', 'index-url = https://${USER}:${PASS}@pypi.example.net/simple']),
    ],
  },
  {
    id: 'rubygems-credentials-file',
    kind: 'file',
    title: 'RubyGems credentials',
    severity: 'critical',
    confidence: 'high',
    why: 'Its API key publishes new versions of gems.',
    fix: untrack('.gem/', revoke, cannotRevoke),
    source: unverified('https://guides.rubygems.org/api-key-scopes/'),
    names: { paths: ['.gem/credentials', 'gem/credentials'], bases: ['.gemrc'] },
    nameAlone: false,
    look: anyOf(holdsReal(/api_key$/i), holdsUrlCredentials),
    matches: [
      text('.gem/credentials', () => [
        '---',
        join(':rubygems_api', '_key: ', join('ruby', 'gems_'), secret(48)),
      ]),
    ],
    misses: [text('.gemrc', () => ['gem: --no-document'])],
  },
  {
    id: 'bundler-config-file',
    kind: 'file',
    title: 'Bundler configuration with a password',
    severity: 'high',
    confidence: 'high',
    why: 'It holds the sign-in for a private gem source.',
    fix: untrack('.bundle/', 'replace the password at the gem source', 'it can’t be replaced'),
    source: unverified('https://bundler.io/man/bundle-config.1.html'),
    names: { paths: ['.bundle/config'] },
    nameAlone: false,
    look: containsText(
      /^BUNDLE_[A-Z0-9_]{1,100}__(?:COM|NET|ORG|IO|DEV|[A-Z]{2,10}):[ \t]{1,4}"?[^\s:"$]{2,100}:[^\s"$]{6,200}"?[ \t\r]*$/m,
    ),
    matches: [text('.bundle/config', () => ['---', `BUNDLE_GEMS__EXAMPLE__COM: "ci:${secret(24)}"`])],
    misses: [
      text('.bundle/config', () => [
        '---',
        'BUNDLE_PATH: "vendor/bundle"',
        'BUNDLE_BUILD__PG: "--with-pg-config=/usr/bin/pg_config"',
      ]),
    ],
  },
  {
    id: 'cargo-credentials-file',
    kind: 'file',
    title: 'Cargo credentials',
    severity: 'critical',
    confidence: 'high',
    why: 'Its token publishes new versions of crates.',
    fix: untrack('.cargo/credentials*', revoke, cannotRevoke),
    source: read('https://doc.rust-lang.org/cargo/guide/cargo-home.html'),
    names: {
      paths: [
        '.cargo/credentials',
        '.cargo/credentials.toml',
        'cargo/credentials.toml',
        '.cargo/config.toml',
        '.cargo/config',
      ],
    },
    nameAlone: false,
    look: holdsReal(/^(?:.*\.)?(?:token|secret-key)$/),
    matches: [text('.cargo/credentials.toml', () => ['[registry]', `token = "${secret(36)}"`])],
    misses: [text('.cargo/config.toml', () => ['[build]', 'target = "x86_64-unknown-linux-musl"'])],
  },
  {
    id: 'maven-settings-file',
    kind: 'file',
    title: 'Maven settings with a password',
    severity: 'critical',
    confidence: 'high',
    why: 'It holds the sign-in that downloads from and deploys to the company’s artifact repositories.',
    fix: 'Put `${env.NAME}` in the password’s place and replace the password at the repository manager. Rewrite history only if it can’t be replaced.',
    source: read('https://maven.apache.org/settings.html#servers'),
    names: {
      bases: [
        'settings.xml',
        'settings-security.xml',
        'maven-settings.xml',
        'mvn-settings.xml',
        '.m2-settings.xml',
        'ci-settings.xml',
        'settings-security4.xml',
      ],
      ends: ['-settings.xml'],
    },
    nameAlone: false,
    look: (file, path) =>
      xmlHoldsReal(path.includes('security') ? /^master$/i : /^(?:password|passphrase)$/i)(file, path),
    matches: [
      text('.m2/settings.xml', () => [
        '<servers><server><id>a</id>',
        `<password>${secret(16)}</password>`,
        '</server></servers>',
      ]),
    ],
    misses: [
      text('settings.xml', () => ['<server><id>a</id><password>${env.PASSWORD}</password></server>']),
      text('.idea/settings.xml', () => ['<project version="4" />']),
    ],
  },
  {
    id: 'gradle-properties-file',
    kind: 'file',
    title: 'Gradle properties with a password',
    severity: 'high',
    confidence: 'medium',
    why: 'It holds what publishes or signs the build’s artifacts.',
    fix: 'Move the values to the user’s own gradle.properties or the environment (`ORG_GRADLE_PROJECT_…`) and replace them. Rewrite history only if one can’t be replaced.',
    source: unverified('https://docs.gradle.org/current/userguide/build_environment.html'),
    names: { bases: ['gradle.properties', 'local.properties'] },
    nameAlone: false,
    look: holdsReal(/(?:password|passwd|secret|token|passphrase|apikey|api_key|storepass|keypass)$/i),
    matches: [
      text('gradle.properties', () => ['org.gradle.jvmargs=-Xmx2g', `signing.password=${secret(14)}`]),
    ],
    misses: [
      text('gradle.properties', () => [
        'org.gradle.jvmargs=-Xmx2g',
        'signing.password=',
        'kotlin.code.style=official',
      ]),
    ],
  },
  {
    id: 'nuget-config-file',
    kind: 'file',
    title: 'NuGet configuration with a password',
    severity: 'high',
    confidence: 'high',
    why: 'It signs in to a private package source, and with an API key also publishes.',
    fix: 'Put `%NAME%` in the password’s place, which NuGet reads from the environment, and replace the password. Rewrite history only if it can’t be replaced.',
    source: read('https://learn.microsoft.com/nuget/reference/nuget-config-file#packagesourcecredentials'),
    names: { bases: ['nuget.config', '.nuget.config'], ends: ['.nuget.config'] },
    nameAlone: false,
    look: lookAtNugetConfig,
    matches: [
      text('NuGet.Config', () => [`<add key="ClearTextPassword" value="${secret(40)}" />`]),
      text('nuget.config', () => [`<apikeys>\n<add key="https://feed" value="${secret(40)}" />`]),
    ],
    misses: [
      text('nuget.config', () => ['<add key="nuget.org" value="https://api.nuget.org/v3/index.json" />']),
      text('nuget.config', () => ['<add key="ClearTextPassword" value="%FEED_PAT%" />']),
      text('nuget.config', () => ['<add key="ClearTextPassword" value="XXXXXXXXXXX" />']),
      text('nuget.config', () => [join('<add key="ClearTextPass', 'word" value="password123" />')]),
    ],
  },
  {
    id: 'composer-auth-file',
    kind: 'file',
    title: 'Composer credentials',
    severity: 'critical',
    confidence: 'high',
    why: 'It holds tokens for Git hosts and private package repositories.',
    fix: untrack('auth.json', 'revoke the tokens where they were made', cannotRevoke),
    source: read('https://getcomposer.org/doc/articles/authentication-for-private-packages.md'),
    names: { bases: ['auth.json'] },
    nameAlone: false,
    look: (file, path) => {
      const isComposers = containsText(
        /"(?:http-basic|bearer|github-oauth|gitlab-token|gitlab-oauth|bitbucket-oauth|forgejo-token|custom-headers)"/,
      )
      const verdict = isComposers(file, path)
      if (verdict !== undefined) return verdict
      return jsonHoldsReal(/^(?!username$|consumer-key$)/)(file, path)
    },
    matches: [text('auth.json', () => [JSON.stringify({ 'github-oauth': { 'github.com': secret(40) } })])],
    misses: [
      text('auth.json', () => ['{"login": "Log in", "logout": "Log out"}']),
      text('auth.json', () => ['{"http-basic": {"repo.example.net": {"username": "", "password": ""}}}']),
    ],
  },
  {
    id: 'jvm-repository-credentials-file',
    kind: 'file',
    title: 'sbt or Ivy repository credentials',
    severity: 'high',
    confidence: 'high',
    why: 'It signs in to the repository that builds are downloaded from and published to.',
    fix: untrack('.credentials', 'replace the password at the repository manager', 'it can’t be replaced'),
    source: unverified('https://www.scala-sbt.org/1.x/docs/Publishing.html'),
    names: {
      paths: [
        '.sbt/.credentials',
        '.ivy2/.credentials',
        '.sbt/sonatype_credentials',
        '.lein/credentials.clj',
        '.lein/profiles.clj',
        '.coursier/credentials.properties',
        'coursier/credentials.properties',
      ],
      bases: ['.credentials', '.sbtcredentials', 'sonatype_credentials', 'sonatype.sbt', 'credentials.sbt'],
    },
    nameAlone: false,
    look: holdsSecretsOr(holdsReal(/(?:^|[.:])(?:password|passwd)$/i)),
    matches: [text('.ivy2/.credentials', () => ['realm=Sonatype', 'user=me', `password=${secret(16)}`])],
    misses: [text('.credentials', () => ['realm=Sonatype', 'password=<password>'])],
  },
  {
    id: 'package-upload-credentials-file',
    kind: 'file',
    title: 'Sign-in of a package registry',
    severity: 'critical',
    confidence: 'medium',
    why: 'It publishes new versions of its owner’s packages.',
    fix: untrack(null, revoke, cannotRevoke),
    source: unverified('https://metacpan.org/dist/CPAN-Uploader/view/bin/cpan-upload'),
    names: {
      bases: [
        '.pause',
        '.dgpc',
        '.dput.cf',
        '.luarocks_upload_config',
        'upload_config.lua',
        '.chocolatey.config',
        'pub-credentials.json',
        '.clojars',
        '.cocoapods.netrc',
        '.anaconda_token',
        '.vsce',
        '.ovsxrc',
        '.jpm.json',
      ],
      paths: [
        '.hex/hex.config',
        '.vsce/config.json',
        '.luarocks/upload_config.lua',
        'dart/pub-credentials.json',
        '.pub-cache/credentials.json',
        '.cocoapods/trunk',
        '.julia/registries/credentials.toml',
        '.composer/auth.json',
        '.ansible/galaxy_token',
      ],
    },
    nameAlone: false,
    look: jsonHoldsReal(/(?:password|passwd|token|secret|pat|key)$/i),
    matches: [
      text('.pause', () => ['user ME', `password: ${secret(14)}`]),
      text('.ansible/galaxy_token', () => [`token: ${secret(40)}`]),
    ],
    misses: [text('.pause', () => ['user ME'])],
  },
]
