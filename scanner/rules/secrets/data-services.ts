import type { SecretRule, Verdict } from '../../engine/rule.ts'
import { readEncodedJson } from './checks/encoded-json.ts'
import { anyOf, named, prefixed } from './form.ts'
import { assigned, join, random, rulesOf, shortLived, token, unverified } from './service-rule.ts'
import { chars, either, sequence, uuid } from './shape.ts'
import { singleKey } from './single-key.ts'

const maps = 'load maps and look up places at the cost of the account'
const quota = 'read data at the cost or quota of the account'

/** A Mapbox token says in base64 whose it is: {"u":"name","a":"id"}. */
function checkMapboxToken(secret: string): Verdict | undefined {
  return typeof readEncodedJson(secret.split('.')[1] ?? '')?.['u'] === 'string'
    ? { note: 'it names its owner' }
    : { confidence: 'medium', note: 'it names no owner: altered, or made up' }
}
const mapboxToken = (kind: string, seed: number): string =>
  join(
    kind,
    '.',
    Buffer.from(JSON.stringify({ u: `acme-${seed}`, a: random('lowerDigits', 25, seed) })).toString(
      'base64url',
    ),
    '.',
    random('base64url', 22, seed),
  )
const mapboxForm = (kind: string) => ({
  detect: [
    token(`${kind}.eyJ1I`, new RegExp(`${kind}\\.eyJ1I[A-Za-z0-9_-]{20,200}\\.[A-Za-z0-9_-]{20,24}`), {
      notAfter: /[A-Za-z0-9_-]/,
    }),
    assigned('mapbox', new RegExp(`${kind}\\.[A-Za-z0-9_-]{40,200}\\.[A-Za-z0-9_-]{20,24}`)),
  ],
  randomBits: 120,
  check: checkMapboxToken,
  matches: [
    () => `MAPBOX_TOKEN=${mapboxToken(kind, 1)}\n`,
    () => `L.mapbox.accessToken = '${mapboxToken(kind, 2)}'`,
    () => `<script src="https://api.host.test/v1?access_token=${mapboxToken(kind, 3)}"></script>`,
  ],
  misses: [
    () => mapboxToken(kind, 4).slice(0, -8),
    () => `mapbox.${kind}.eyJ1Ijoi`,
    () => `x${mapboxToken(kind, 5)}`,
  ],
})

/** Maps, weather, news, search, security intelligence, people and company data, scraping. */
export const dataServices: readonly SecretRule[] = [
  ...singleKey({
    id: 'abuseipdb',
    name: 'AbuseIPDB',
    revokeAt: 'https://www.abuseipdb.com/account/api',
    source: unverified('https://docs.abuseipdb.com/'),
    severity: 'low',
    allows: quota,
    ...named('abuseipdb api key', chars('hex', 80)),
  }),
  ...singleKey({
    id: 'apify',
    name: 'Apify',
    revokeAt: 'https://console.apify.com/settings/integrations',
    source: unverified('https://docs.apify.com/platform/integrations/api'),
    kind: 'api-token',
    allows: 'run the account’s actors at its cost and read their data',
    ...prefixed('apify_api_', chars('base62', 34, 40)),
  }),
  ...singleKey({
    id: 'censys',
    name: 'Censys',
    revokeAt: 'https://accounts.censys.io/settings/personal-access-tokens',
    source: unverified('https://docs.censys.com/reference/get-started'),
    kind: 'api-secret',
    severity: 'medium',
    allows: quota,
    ...anyOf(
      prefixed('censys_', chars('base62', 8), '_', chars('base62', 24, 40)),
      named('censys api secret', either(chars('base62', 32), uuid)),
    ),
  }),
  ...singleKey({
    id: 'clearbit',
    name: 'Clearbit',
    revokeAt: 'https://dashboard.clearbit.com/api',
    source: unverified('https://dashboard.clearbit.com/docs#authentication'),
    severity: 'medium',
    allows: quota,
    ...named('clearbit api key', 'sk_', chars('hex', 32)),
  }),
  ...singleKey({
    id: 'geocodio',
    name: 'Geocodio',
    revokeAt: 'https://dash.geocod.io/apikey',
    source: unverified('https://www.geocod.io/docs/#authentication'),
    severity: 'low',
    allows: maps,
    ...named('geocodio api key', chars('lowerDigits', 39)),
  }),
  ...singleKey({
    id: 'hcaptcha',
    name: 'hCaptcha',
    revokeAt: 'https://dashboard.hcaptcha.com/settings',
    source: unverified('https://docs.hcaptcha.com/'),
    kind: 'secret-key',
    severity: 'medium',
    allows: 'check answers in the name of the site',
    ...named(
      { words: 'hcaptcha secret key', name: /hcaptcha.{0,20}(?:secret|private)/ },
      either(
        sequence('ES_', chars('hex', 32)),
        sequence('0x', chars('hex', 40)),
        sequence('0x', chars('HEX', 40)),
      ),
    ),
  }),
  ...singleKey({
    id: 'here',
    name: 'HERE',
    revokeAt: 'https://platform.here.com/admin/apps',
    source: unverified(
      'https://www.here.com/docs/bundle/identity-and-access-management-developer-guide/page/topics/plat-using-apikeys.html',
    ),
    severity: 'low',
    allows: maps,
    ...named(
      {
        words: 'here api key',
        service: ['here api', 'here maps', 'heremaps', 'here app'],
        name: /^here(?:maps)?(?:api|app|access)?(?:key|code|secret|token)/,
        ownWord: true,
      },
      chars('base64url', 43),
    ),
  }),
  ...singleKey({
    id: 'hunter',
    name: 'Hunter',
    revokeAt: 'https://hunter.io/api-keys',
    source: unverified('https://hunter.io/api-documentation/v2'),
    severity: 'medium',
    allows: quota,
    ...named(
      {
        words: 'hunter api key',
        service: ['hunter api', 'hunter io', 'hunterio'],
        name: /hunter(?:io)?(?:api)?(?:key|token)/,
        ownWord: true,
      },
      chars('hex', 40),
    ),
  }),
  ...singleKey({
    id: 'ipinfo',
    name: 'IPinfo',
    revokeAt: 'https://ipinfo.io/account/token',
    source: unverified('https://ipinfo.io/developers'),
    kind: 'token',
    severity: 'low',
    allows: quota,
    ...named({ words: 'ipinfo token', service: ['ipinfo', 'ip info'] }, chars('hex', 14)),
  }),
  ...singleKey({
    id: 'ipstack',
    name: 'APILayer (ipstack, Fixer and others)',
    revokeAt: 'https://apilayer.com/account',
    source: unverified('https://docs.apilayer.com/'),
    kind: 'access-key',
    severity: 'low',
    allows: quota,
    ...named(
      {
        words: 'ipstack access key',
        service: [
          'ipstack',
          'ipapi',
          'apilayer',
          'currencylayer',
          'fixer api',
          'fixer access',
          'weatherstack',
          'positionstack',
          'marketstack',
          'aviationstack',
          'mediastack',
          'screenshotlayer',
          'mailboxlayer',
        ],
      },
      either(chars('hex', 32), chars('base62', 32)),
    ),
  }),
  ...singleKey({
    id: 'locationiq',
    name: 'LocationIQ',
    revokeAt: 'https://my.locationiq.com/dashboard',
    source: unverified('https://docs.locationiq.com/docs/introduction'),
    kind: 'access-token',
    severity: 'low',
    allows: maps,
    ...anyOf(
      named(
        {
          words: 'locationiq token',
          service: ['locationiq', 'location iq', 'api key', 'token'],
          name: /locationiq|apikey|token/,
        },
        'pk.',
        chars('hex', 32),
      ),
    ),
    confidence: 'medium',
  }),
  ...rulesOf(
    {
      id: 'mapbox',
      name: 'Mapbox',
      revokeAt: 'https://console.mapbox.com/account/access-tokens/',
      source: unverified('https://docs.mapbox.com/accounts/guides/tokens/'),
    },
    [
      {
        kind: 'secret-token',
        title: 'secret token',
        severity: 'high',
        confidence: 'high',
        allows: 'use and change the account, as far as the token’s scopes reach',
        ...mapboxForm('sk'),
      },
      {
        kind: 'temporary-token',
        title: 'temporary token',
        severity: 'low',
        confidence: 'high',
        allows: 'use the account for up to an hour from when it was made',
        fix: shortLived('an hour'),
        ...mapboxForm('tk'),
      },
      {
        kind: 'public-token',
        title: 'public token',
        severity: 'low',
        confidence: 'high',
        allows: `${maps}, unless it is restricted to addresses; pages that show a map have it`,
        ...mapboxForm('pk'),
        fix: 'Restrict it to the addresses of your pages at https://console.mapbox.com/account/access-tokens/, or make a new one where it must not be public.',
      },
    ],
  ),
  ...singleKey({
    id: 'maptiler',
    name: 'MapTiler',
    revokeAt: 'https://cloud.maptiler.com/account/keys/',
    source: unverified('https://docs.maptiler.com/cloud/api/authentication-key/'),
    severity: 'low',
    allows: maps,
    ...named({ words: 'maptiler api key', service: ['maptiler', 'map tiler'] }, chars('base62', 20)),
  }),
  ...singleKey({
    id: 'maxmind',
    name: 'MaxMind',
    revokeAt: 'https://www.maxmind.com/en/accounts/current/license-key',
    source: unverified('https://dev.maxmind.com/license-key/'),
    kind: 'license-key',
    title: 'license key',
    severity: 'medium',
    allows: 'download databases and use web services at the cost of the account',
    ...anyOf(
      {
        detect: [
          token('_mmk', /[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk/, { lead: { chars: /[A-Za-z0-9_]/, max: 36 } }),
        ],
        randomBits: 200,
        matches: [
          () => `MAXMIND_LICENSE_KEY=${join(random('base62', 6), '_', random('base62', 29), '_mmk')}\n`,
          () => `LicenseKey ${join(random('base62', 6, 3), '_', random('base62', 29, 4), '_mmk')}`,
        ],
        misses: [
          () => `x = ${join(random('base62', 6), '_', random('base62', 20), '_mmk')}`,
          () => 'int find_by_mmk(void)',
        ],
      },
      named(
        {
          words: 'maxmind license key',
          service: ['maxmind', 'max mind', 'geoip license', 'geolite license'],
          name: /maxmind.{0,20}key|geo(?:ip|lite)licen[cs]e/,
        },
        chars('base62', 16),
      ),
    ),
  }),
  ...singleKey({
    id: 'newsapi',
    name: 'News API',
    revokeAt: 'https://newsapi.org/account',
    source: unverified('https://newsapi.org/docs/authentication'),
    title: 'key',
    severity: 'low',
    allows: quota,
    ...named({ words: 'newsapi key', service: ['newsapi', 'news api'] }, chars('hex', 32)),
  }),
  ...singleKey({
    id: 'nytimes',
    name: 'New York Times',
    revokeAt: 'https://developer.nytimes.com/my-apps',
    source: unverified('https://developer.nytimes.com/get-started'),
    severity: 'low',
    allows: quota,
    ...named(
      {
        words: 'nytimes api key',
        service: ['nytimes', 'ny times', 'newyorktimes', 'new york times', 'nyt api'],
        name: /(?:nytimes|newyorktimes|nyt).{0,30}(?:key|token|secret)/,
      },
      either(chars('base62', 32), chars('base64url', 32)),
    ),
  }),
  ...singleKey({
    id: 'opencage',
    name: 'OpenCage',
    revokeAt: 'https://opencagedata.com/dashboard',
    source: unverified('https://opencagedata.com/api#authentication'),
    severity: 'low',
    allows: maps,
    ...named({ words: 'opencage api key', service: ['opencage', 'open cage'] }, chars('hex', 32)),
  }),
  ...singleKey({
    id: 'openexchangerates',
    name: 'Open Exchange Rates',
    revokeAt: 'https://openexchangerates.org/account/app-ids',
    source: unverified('https://docs.openexchangerates.org/reference/authentication'),
    kind: 'app-id',
    severity: 'low',
    allows: quota,
    ...named(
      {
        words: 'openexchangerates app id',
        service: ['openexchangerates', 'open exchange rates', 'open exchange', 'oxr app', 'oxr api'],
        name: /openexchange|^oxr/,
      },
      chars('hex', 32),
    ),
  }),
  ...singleKey({
    id: 'openweathermap',
    name: 'OpenWeather',
    revokeAt: 'https://home.openweathermap.org/api_keys',
    source: unverified('https://openweathermap.org/appid'),
    severity: 'low',
    allows: quota,
    ...named(
      {
        words: 'openweathermap api key',
        service: ['openweather', 'open weather', 'owm api', 'owm key', 'weather api key'],
        name: /(?:openweather(?:map)?|^owm).{0,20}(?:key|appid|token|id$)|^weatherapikey$/,
      },
      chars('hex', 32),
    ),
  }),
  ...singleKey({
    id: 'peopledatalabs',
    name: 'People Data Labs',
    revokeAt: 'https://dashboard.peopledatalabs.com/api-keys',
    source: unverified('https://docs.peopledatalabs.com/docs/authentication'),
    severity: 'medium',
    allows: quota,
    ...named(
      {
        words: 'peopledatalabs api key',
        service: ['peopledatalabs', 'people data labs', 'pdl api'],
        name: /peopledatalabs|^pdlapikey/,
      },
      chars('hex', 64),
    ),
  }),
  ...singleKey({
    id: 'pexels',
    name: 'Pexels',
    revokeAt: 'https://www.pexels.com/api/key/',
    source: unverified('https://www.pexels.com/api/documentation/'),
    severity: 'low',
    allows: quota,
    ...named('pexels api key', chars('base62', 56)),
  }),
  ...singleKey({
    id: 'pixabay',
    name: 'Pixabay',
    revokeAt: 'https://pixabay.com/accounts/settings/',
    source: unverified('https://pixabay.com/api/docs/'),
    severity: 'low',
    allows: quota,
    ...named('pixabay api key', chars('digits', 5, 9), '-', chars('hex', 25)),
  }),
  ...singleKey({
    id: 'rapidapi',
    name: 'RapidAPI',
    revokeAt: 'https://rapidapi.com/developer/security',
    source: unverified('https://docs.rapidapi.com/docs/keys-and-key-rotation'),
    title: 'key',
    allows: 'use every API that the account subscribes to, at its cost',
    ...anyOf(named({ words: 'rapidapi key', service: ['rapidapi', 'rapid api'] }, chars('base64url', 50)), {
      detect: [
        assigned(['key', 'token', 'secret'], /[0-9a-z]{10}msh[0-9a-z]{15}p1[0-9a-z]{5,6}jsn[0-9a-z]{12}/),
      ],
      randomBits: 160,
      matches: [
        () =>
          `headers["X-Api-Key"] = "${join(random('hex', 10), 'msh', random('hex', 15), 'p1', random('hex', 5), 'jsn', random('hex', 12))}"`,
      ],
      misses: [() => `key = "${join(random('hex', 10), 'msh', random('hex', 15))}"`],
    }),
  }),
  ...singleKey({
    id: 'scraperapi',
    name: 'ScraperAPI',
    revokeAt: 'https://dashboard.scraperapi.com',
    source: unverified('https://docs.scraperapi.com/'),
    title: 'key',
    severity: 'medium',
    allows: quota,
    ...named({ words: 'scraperapi key', service: ['scraperapi', 'scraper api'] }, chars('hex', 32)),
  }),
  ...singleKey({
    id: 'scrapingbee',
    name: 'ScrapingBee',
    revokeAt: 'https://app.scrapingbee.com/account',
    source: unverified('https://www.scrapingbee.com/documentation/'),
    severity: 'medium',
    allows: quota,
    ...named(
      { words: 'scrapingbee api key', service: ['scrapingbee', 'scraping bee'] },
      chars('upperDigits', 80),
    ),
  }),
  ...singleKey({
    id: 'securitytrails',
    name: 'SecurityTrails',
    revokeAt: 'https://securitytrails.com/app/account/credentials',
    source: unverified('https://docs.securitytrails.com/docs/authentication'),
    severity: 'medium',
    allows: quota,
    ...named(
      { words: 'securitytrails api key', service: ['securitytrails', 'security trails'] },
      chars('base64url', 32),
    ),
  }),
  ...singleKey({
    id: 'shodan',
    name: 'Shodan',
    revokeAt: 'https://account.shodan.io',
    source: unverified('https://developer.shodan.io/api'),
    severity: 'medium',
    allows: quota,
    ...named('shodan api key', chars('base62', 32)),
  }),
  ...singleKey({
    id: 'tomtom',
    name: 'TomTom',
    revokeAt: 'https://developer.tomtom.com/user/me/apps',
    source: unverified(
      'https://developer.tomtom.com/knowledgebase/platform/articles/how-to-get-an-tomtom-api-key/',
    ),
    severity: 'low',
    allows: maps,
    ...named('tomtom api key', chars('base62', 32)),
  }),
  ...singleKey({
    id: 'urlscan',
    name: 'urlscan.io',
    revokeAt: 'https://urlscan.io/user/profile/',
    source: unverified('https://docs.urlscan.io/'),
    severity: 'medium',
    allows: 'read private scans of the account and scan at its quota',
    ...named({ words: 'urlscan api key', service: ['urlscan', 'url scan'] }, uuid),
  }),
  ...singleKey({
    id: 'virustotal',
    name: 'VirusTotal',
    revokeAt: 'https://www.virustotal.com/gui/my-apikey',
    source: unverified('https://docs.virustotal.com/reference/authentication'),
    severity: 'medium',
    allows: 'read reports and, with a paid account, download the files that others sent',
    ...named(
      {
        words: 'virustotal api key',
        service: ['virustotal', 'virus total', 'vt api'],
        name: /virustotal|^vtapikey/,
      },
      chars('hex', 64),
    ),
  }),
  ...singleKey({
    id: 'wolframalpha',
    name: 'Wolfram|Alpha',
    revokeAt: 'https://developer.wolframalpha.com/access',
    source: unverified('https://products.wolframalpha.com/api/documentation'),
    kind: 'app-id',
    severity: 'low',
    allows: quota,
    ...named(
      { words: 'wolframalpha app id', service: ['wolfram'], name: /wolfram.{0,20}(?:id|key|token)/ },
      chars('upperDigits', 6),
      '-',
      chars('upperDigits', 10),
    ),
  }),
]
