import { assert, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pathKind, pathKinds, type PathKind } from '../../../scanner/engine/path-kind.ts'
import { runs } from '../../runs.ts'

const cases: Record<PathKind, readonly string[]> = {
  lock: [
    'package-lock.json',
    'web/yarn.lock',
    'go.sum',
    'test/Gemfile.lock',
    'infra/.terraform.lock.hcl',
    'release/SHA256SUMS',
    'release/tool.tar.gz.sha256',
  ],
  minified: [
    'public/jquery.min.js',
    'assets/site-min.css',
    'static/main.3f2a1b9c.js',
    'static/index-3f2a1b9c.css',
    'web/app.js.map',
    'node_modules/x/x.min.js',
  ],
  vendored: [
    'node_modules/x/test/key.pem',
    'vendor/github.com/a/b/c.go',
    'third_party/zlib/zlib.c',
    'ios/Pods/A/A.m',
    '.yarn/releases/yarn-4.cjs',
    'venv/lib/site-packages/a.py',
  ],
  generated: [
    'api/service.pb.go',
    'api/service_pb2.py',
    'dist/index.js',
    'src/__generated__/schema.ts',
    'pkg/zz_generated.deepcopy.go',
    'Form1.Designer.cs',
    'src/types.generated.ts',
  ],
  translation: [
    'src/i18n.ts',
    'locales/de.json',
    'src/i18n/en-US/common.json',
    'lang/en/auth.php',
    'app/src/main/res/values-de/strings.xml',
    'po/fr.po',
    'config/locales/devise.en.yml',
    'src/main/resources/messages_de.properties',
    'en-GB.json',
    'App/de.lproj/Localizable.strings',
  ],
  test: [
    'src/Login.stories.tsx',
    'test/key.pem',
    'src/test/resources/keystore.jks',
    'app/src/androidTest/java/A.java',
    'Shop.UnitTests/LoginData.cs',
    'pkg/auth/auth_test.go',
    'src/login.spec.ts',
    'tests/test_login.py',
    'src/LoginTest.java',
    'spec/models/user_spec.rb',
    'certs/test.key',
    'gcs-fake-service-account.json',
    'testdata/a',
    '.env.test',
    'fixtures/x.yml',
    'src/__mocks__/fs.js',
    'Tests/A.swift',
    'crates/net-tests/src/lib.rs',
  ],
  example: [
    '.env.example',
    '.env.defaults',
    'config/database.yml.sample',
    'examples/app/main.go',
    'sample-app/config.yml',
    'config.template.json',
    'phpunit.xml.dist',
    'demo/index.html',
    'example.com.conf',
    'settings.example.py',
  ],
  documentation: [
    'README',
    'README.md',
    'docs/conf.py',
    'LICENSE.txt',
    'guide/setup.rst',
    'Documentation/a/b.txt',
  ],
  source: [
    'src/index.ts',
    '.env',
    '.env.production',
    'config/latest/app.yml',
    'contest/main.go',
    'src/i18n/client.ts',
    'config/id.json',
    'build/deploy.sh',
    'security.py',
    'src/attestation.ts',
    'src/inspector.ts',
    'history.go',
    'lib/protest.rb',
    'src/token.go',
    'greatest',
    '',
    '/',
    'deploy/target/settings.xml',
    'src/Mocking.cs',
    'templates/login.html',
    'db.yml',
    'ci.yml',
    'distribution/config.xml',
    'config/config.default.js',
    'cookbooks/x/recipes/database.rb',
  ],
}

describe.each(pathKinds)('%s', (kind) => {
  test.each(cases[kind].map((path) => [path]))('%j', (path) => {
    expect(pathKind(path)).toBe(kind)
  })
})

test('a leading ./ or / changes nothing', () => {
  for (const [kind, paths] of Object.entries(cases)) {
    for (const path of paths.filter((path) => path !== '' && path !== '/')) {
      expect(pathKind(`./${path}`)).toBe(kind)
      expect(pathKind(`/${path}`)).toBe(kind)
    }
  }
})

test('any path has a kind', () => {
  const anyPath = property(string({ unit: 'binary', maxLength: 400 }), (path) => {
    expect(pathKinds).toContain(pathKind(path))
  })
  assert(anyPath, { numRuns: runs })
})

test('a path of a megabyte is judged without trouble', () => {
  for (const part of ['a/', 'a.', 'test-', '-', '.', '_', '0a', 'A', 'generated.']) {
    expect(pathKinds).toContain(pathKind(part.repeat(500_000)))
  }
})
