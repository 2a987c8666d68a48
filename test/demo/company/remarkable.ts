import type { CommitContent } from '../../github/world/entities.ts'
import {
  agenticWorkflow,
  claudeInstructions,
  claudeSettings,
  commandWorkflow,
  safeWorkflow,
  unsafeWorkflow,
} from './assistant-files.ts'
import { secretText, secretValue } from './secret-text.ts'
import { notebook } from './source-files.ts'

type Commits = readonly CommitContent[]

/** Written down, seen, and deleted: which leaves it where it was. */
const deletedAgain = (path: string, rule: string): Commits => [
  { files: { [path]: secretText(rule) }, message: 'Add settings for the new environment' },
  { files: { [path]: null }, message: 'Remove settings that should not be here' },
]

/** What makes repositories remarkable, by their names: commits after the ordinary ones. */
export const remarkable: Readonly<Record<string, () => Commits>> = {
  ...secretsInFiles(),
  ...secretsInHistory(),
  ...assistants(),
  ...harmless(),
}

function secretsInFiles(): Readonly<Record<string, () => Commits>> {
  return {
    checkout: () => [{ files: { '.env': secretText('stripe-secret-key') }, message: 'Work from home' }],
    'customer-support': () => [
      { files: { 'config/mail.yml': secretText('sendgrid-api-key').replace('export TOKEN=', 'key: ') } },
    ],
    'data-warehouse': () => [
      {
        files: { 'dbt/profiles.env': secretText('postgresql-connection-string') },
        message: 'Profiles for dbt',
      },
    ],
    'event-pipeline': () => [{ files: { 'deploy/google.json': secretText('google-service-account-key') } }],
    'kubernetes-config': () => [
      {
        files: {
          'apps/mailer/secret.yaml': `apiVersion: v1\nkind: Secret\nmetadata:\n  name: mailer\ntype: Opaque\ndata:\n  MAILGUN_KEY: ${Buffer.from(secretValue('mailgun-api-key')).toString('base64')}\n`,
        },
        message: 'Give the mailer its key',
      },
    ],
    recommendations: () => [
      {
        files: {
          'notebooks/publish.ipynb': notebook([
            secretText('huggingface-access-token').replace('export TOKEN=', 'token = "').trim() + '"\n',
          ]),
        },
        message: 'Publish the model',
      },
    ],
    'terminal-firmware': () => [
      { files: { 'keys/signing.pem': secretText('private-key-rsa') }, message: 'Sign what we ship' },
    ],
    'agent-playground': () => [
      { files: { '.env.local': secretText('anthropic-api-key').replace('TOKEN', 'ANTHROPIC_API_KEY') } },
    ],
    'voice-ordering': () => [
      {
        files: {
          'src/telephone.ts': `export const account = {\n  ${secretText('twilio-auth-token').trim().replace('=', ": '")}',\n}\n`,
        },
      },
    ],
  }
}

function secretsInHistory(): Readonly<Record<string, () => Commits>> {
  return {
    'catalog-service': () => deletedAgain('src/main/resources/aws.properties', 'aws-secret-access-key'),
    infrastructure: () => deletedAgain('terraform.tfvars', 'azure-storage-account-key'),
    'orders-service': () => deletedAgain('.env', 'slack-bot-token'),
    'payment-gateway': () => deletedAgain('src/test/resources/live.properties', 'stripe-restricted-key'),
    'bank-adapters': () => deletedAgain('keys/client.key', 'private-key-ec'),
    'old-chatbot': () => deletedAgain('bot.env', 'telegram-bot-token'),
    'inventory-service': () => [
      {
        branch: 'try-mirror',
        files: { 'scripts/mirror.sh': secretText('github-personal-access-token') },
        message: 'Try a mirror',
      },
    ],
    'merchant-portal': () => [
      {
        branch: 'upgrade-openai',
        files: { 'src/assist.env': secretText('openai-api-key') },
        message: 'Upgrade the client',
      },
    ],
    'price-engine': () => [
      {
        files: { 'docs/release.md': '# Releases\n\nThey happen on Tuesdays.\n' },
        message: `Release by hand\n\nDone with\n  ${secretText('npm-access-token').trim()}`,
      },
    ],
    monorepo: () => [
      {
        files: {
          'services/mail/legacy.txt': `settings: ${Buffer.from(secretText('gitlab-personal-access-token')).toString('base64')}\n`,
        },
        message: 'Move the mailer here',
        tags: ['v3.0.0'],
      },
      { files: { 'services/mail/legacy.txt': null }, message: 'Remove the old mailer' },
    ],
  }
}

function assistants(): Readonly<Record<string, () => Commits>> {
  const guarded = claudeSettings(['Read(**/.env)', 'Read(**/.env.*)', 'Read(**/*.pem)', 'Read(**/*.key)'])
  return {
    storefront: () => [
      {
        files: {
          '.github/workflows/claude.yml': safeWorkflow,
          'CLAUDE.md': claudeInstructions('storefront'),
          '.claude/settings.json': guarded,
        },
        message: 'Let Claude answer in pull requests',
      },
    ],
    'design-system': () => [
      { files: { '.github/workflows/triage.yml': unsafeWorkflow }, message: 'Triage with Claude' },
    ],
    'search-service': () => [
      {
        branch: 'claude-nightly',
        files: { '.github/workflows/nightly.yml': commandWorkflow },
        message: 'Clean up at night',
      },
    ],
    'load-tests': () => [
      { files: { '.github/workflows/nightly.yml': commandWorkflow }, message: 'Clean up at night' },
    ],
    handbook: () => [{ files: { '.github/workflows/triage.md': agenticWorkflow }, message: 'Triage issues' }],
    'fraud-rules': () => [
      {
        files: { '.github/workflows/claude.yml': safeWorkflow, '.claude/settings.json': guarded },
        message: 'Review rules with Claude',
      },
    ],
    'prompt-library': () => [
      { files: { '.github/workflows/claude.yml': safeWorkflow, 'CLAUDE.md': claudeInstructions('prompts') } },
    ],
    'image-search': () => [
      { branch: 'wild', files: { '.github/workflows/triage.yml': unsafeWorkflow }, message: 'Try triage' },
    ],
    ledger: () => [
      { files: { '.mcp.json': '{"mcpServers":{"books":{"command":"npx","args":["-y","ledger-mcp"]}}}\n' } },
    ],
  }
}

/** What looks like a secret and is none. */
function harmless(): Readonly<Record<string, () => Commits>> {
  const placeholder =
    'STRIPE_SECRET_KEY=your-key-here\nDATABASE_URL=postgres://user:password@localhost:5432/shop\n'
  return {
    'service-template': () => [
      { files: { '.env.example': placeholder }, message: 'Say which settings there are' },
    ],
    'returns-service': () => [{ files: { '.env.example': placeholder } }],
    'open-csv': () => [
      {
        files: {
          'testdata/users.csv': 'name,password\nexample,changeme\n',
          'cache.go': 'package csv\n\n// etag: d41d8cd98f00b204e9800998ecf8427e\n',
        },
      },
    ],
    'merchant-sdk': () => [
      { files: { 'docs/quick-start.md': '# Quick start\n\n    export API_KEY=<your API key>\n' } },
    ],
    'photo-studio': () => [{ files: { 'package-lock.json': '{"lockfileVersion":3,"packages":{}}\n' } }],
  }
}
