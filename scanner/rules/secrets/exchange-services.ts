import type { SecretRule } from '../../engine/rule.ts'
import { anyOf, named, prefixed } from './form.ts'
import { join, random, rulesOf, token, unverified } from './service-rule.ts'
import { chars, either, sequence, uuid } from './shape.ts'
import { singleKey } from './single-key.ts'

const trading =
  'trade and, if the key may, withdraw the account’s money, together with the key or secret that belongs to it'
const quotes = 'read market data at the cost of the account'
const chain = 'send requests to the chain at the cost of the account'

/** Exchanges, brokers, market data, block chains. */
export const exchangeServices: readonly SecretRule[] = [
  ...singleKey({
    id: 'alchemy',
    name: 'Alchemy',
    revokeAt: 'https://dashboard.alchemy.com/apps',
    source: unverified('https://www.alchemy.com/docs/create-an-api-key'),
    severity: 'medium',
    allows: chain,
    ...anyOf(
      {
        detect: [
          token('.alchemy.com/v2/', /\.alchemy\.com\/v2\/(?<secret>[A-Za-z0-9_-]{32})/, {
            notBefore: null,
            notAfter: /[A-Za-z0-9_-]/,
          }),
          token('.alchemyapi.io/v2/', /\.alchemyapi\.io\/v2\/(?<secret>[A-Za-z0-9_-]{32})/, {
            notBefore: null,
            notAfter: /[A-Za-z0-9_-]/,
          }),
        ],
        randomBits: 190,
        matches: [
          () => `RPC_URL=https://eth-mainnet.g${join('.alchemy', '.com/v2/', random('base64url', 32))}`,
        ],
        misses: [() => `https://eth-mainnet.g${join('.alchemy', '.com/v2/your-api-key')}`],
      },
      named('alchemy api key', chars('base64url', 32)),
    ),
  }),
  ...singleKey({
    id: 'alpaca',
    name: 'Alpaca',
    revokeAt: 'https://app.alpaca.markets',
    source: unverified('https://docs.alpaca.markets/docs/authentication'),
    kind: 'secret-key',
    severity: 'critical',
    allows: trading,
    ...named(
      {
        words: 'alpaca secret key',
        service: ['alpaca', 'apca'],
        name: /(?:alpaca|apca).{0,30}(?:key|secret)/,
      },
      either(chars('base62', 40), sequence(either('PK', 'AK', 'CK'), chars('upperDigits', 18))),
    ),
  }),
  ...singleKey({
    id: 'alphavantage',
    name: 'Alpha Vantage',
    revokeAt: 'https://www.alphavantage.co/support/#support',
    source: unverified('https://www.alphavantage.co/documentation/'),
    severity: 'low',
    allows: quotes,
    ...named(
      { words: 'alphavantage api key', service: ['alphavantage', 'alpha vantage'] },
      chars('upperDigits', 16),
    ),
  }),
  ...singleKey({
    id: 'binance',
    name: 'Binance',
    revokeAt: 'https://www.binance.com/en/my/settings/api-management',
    source: unverified('https://developers.binance.com/docs/binance-spot-api-docs/rest-api/request-security'),
    severity: 'critical',
    title: 'API key or secret key',
    allows: trading,
    ...named('binance api key', chars('base62', 64)),
  }),
  ...singleKey({
    id: 'bitfinex',
    name: 'Bitfinex',
    revokeAt: 'https://setting.bitfinex.com/api',
    source: unverified('https://docs.bitfinex.com/docs/rest-auth'),
    severity: 'critical',
    title: 'API key or secret',
    allows: trading,
    ...named('bitfinex api secret', either(chars('base62', 43), chars('hex', 43))),
  }),
  ...singleKey({
    id: 'bitmex',
    name: 'BitMEX',
    revokeAt: 'https://www.bitmex.com/app/apiKeys',
    source: unverified('https://www.bitmex.com/app/apiKeysUsage'),
    severity: 'critical',
    title: 'API key or secret',
    allows: trading,
    ...named('bitmex api secret', either(chars('base64url', 48), chars('base64url', 24))),
  }),
  ...rulesOf(
    {
      id: 'bittrex',
      name: 'Bittrex',
      revokeAt: 'the account’s API Keys page (the exchange has closed)',
      source: unverified('https://bittrex.github.io/api/v3'),
    },
    [
      {
        kind: 'api-key',
        title: 'API key or secret',
        severity: 'medium',
        confidence: 'medium',
        allows: 'use what is left of the account',
        ...named('bittrex secret key', chars('lowerDigits', 32)),
      },
    ],
  ),
  ...singleKey({
    id: 'bybit',
    name: 'Bybit',
    revokeAt: 'https://www.bybit.com/app/user/api-management',
    source: unverified('https://bybit-exchange.github.io/docs/v5/guide#authentication'),
    severity: 'critical',
    title: 'API key or secret',
    allows: trading,
    ...named('bybit api secret', either(chars('base62', 36), chars('base62', 18))),
  }),
  ...singleKey({
    id: 'coinapi',
    name: 'CoinAPI',
    revokeAt: 'https://console.coinapi.io',
    source: unverified('https://docs.coinapi.io/market-data/authentication'),
    severity: 'low',
    allows: quotes,
    ...named(
      'coinapi api key',
      either(
        sequence(
          chars('HEX', 8),
          '-',
          chars('HEX', 4),
          '-',
          chars('HEX', 4),
          '-',
          chars('HEX', 4),
          '-',
          chars('HEX', 12),
        ),
        uuid,
      ),
    ),
  }),
  ...rulesOf(
    {
      id: 'coinbase',
      name: 'Coinbase',
      revokeAt: 'https://portal.cdp.coinbase.com/projects/api-keys',
      source: unverified('https://docs.cdp.coinbase.com/get-started/authentication/overview'),
    },
    [
      {
        kind: 'api-secret',
        title: 'API key, secret or access token',
        severity: 'critical',
        confidence: 'medium',
        allows: trading,
        ...named(
          {
            words: 'coinbase api secret',
            service: ['coinbase', 'cdp api'],
            name: /coinbase.{0,30}(?:key|secret|token|pass)|^cdp.{0,12}(?:secret|privatekey)/,
          },
          either(
            chars('base64url', 64),
            sequence(chars('base64', 86), '=='),
            chars('base62', 32),
            chars('base62', 16),
          ),
        ),
      },
    ],
  ),
  ...singleKey({
    id: 'coingecko',
    name: 'CoinGecko',
    revokeAt: 'https://www.coingecko.com/en/developers/dashboard',
    source: unverified('https://docs.coingecko.com/reference/setting-up-your-api-key'),
    severity: 'low',
    allows: quotes,
    ...named(
      {
        words: 'coingecko api key',
        service: ['coingecko', 'coin gecko', 'x cg demo', 'x cg pro', 'x-cg-pro', 'x-cg-demo'],
        name: /coingecko.{0,20}key|^xcg/,
      },
      'CG-',
      chars('base62', 24),
    ),
  }),
  ...singleKey({
    id: 'coinmarketcap',
    name: 'CoinMarketCap',
    revokeAt: 'https://pro.coinmarketcap.com/account',
    source: unverified('https://coinmarketcap.com/api/documentation/v1/#section/Authentication'),
    severity: 'low',
    allows: quotes,
    ...named(
      {
        words: 'coinmarketcap api key',
        service: ['coinmarketcap', 'coin market cap', 'cmc api', 'cmc pro'],
        name: /coinmarketcap.{0,20}key|^(?:x)?cmc.{0,8}key/,
      },
      uuid,
    ),
  }),
  ...singleKey({
    id: 'etherscan',
    name: 'Etherscan',
    revokeAt: 'https://etherscan.io/apidashboard',
    source: unverified('https://docs.etherscan.io/getting-an-api-key'),
    severity: 'low',
    allows: 'read chain data and verify contracts at the quota of the account',
    ...named(
      {
        words: 'etherscan api key',
        service: [
          'etherscan',
          'bscscan',
          'polygonscan',
          'arbiscan',
          'snowtrace',
          'ftmscan',
          'basescan',
          'optimistic etherscan',
        ],
      },
      chars('upperDigits', 34),
    ),
  }),
  ...singleKey({
    id: 'finnhub',
    name: 'Finnhub',
    revokeAt: 'https://finnhub.io/dashboard',
    source: unverified('https://finnhub.io/docs/api/authentication'),
    severity: 'low',
    allows: quotes,
    ...named('finnhub api key', either(chars('lowerDigits', 20), chars('lowerDigits', 40))),
  }),
  ...singleKey({
    id: 'gemini',
    name: 'Gemini (exchange)',
    revokeAt: 'https://exchange.gemini.com/settings/api',
    source: unverified('https://docs.gemini.com/rest/authentication'),
    severity: 'critical',
    allows: trading,
    ...named(
      { words: 'gemini api key', name: /gemini.{0,20}(?:key|token)/ },
      either('master-', 'account-'),
      chars('base62', 20),
    ),
  }),
  ...singleKey({
    id: 'infura',
    name: 'Infura',
    revokeAt: 'https://developer.metamask.io',
    source: unverified('https://docs.metamask.io/services/get-started/infura/'),
    severity: 'medium',
    allows: chain,
    ...anyOf(
      {
        detect: [
          token('.infura.io/', /\.infura\.io\/(?:ws\/)?v3\/(?<secret>[0-9a-f]{32})/, { notBefore: null }),
        ],
        randomBits: 128,
        matches: [() => `RPC="https://mainnet${join('.infura', '.io/v3/', random('hex', 32))}"`],
        misses: [() => `https://mainnet${join('.infura', '.io/v3/YOUR-PROJECT-ID')}`],
      },
      named('infura api key', chars('hex', 32)),
    ),
  }),
  ...singleKey({
    id: 'iexcloud',
    name: 'IEX Cloud',
    revokeAt: 'https://iexcloud.io/console/',
    source: unverified('https://iexcloud.io/docs/api-basics/authentication'),
    kind: 'secret-token',
    severity: 'low',
    allows: quotes,
    ...named(
      {
        words: 'iex secret token',
        service: ['iex token', 'iex secret', 'iex cloud', 'iexcloud', 'iex api'],
        name: /iex.{0,20}(?:token|key|secret)/,
      },
      'sk_',
      chars('hex', 32),
    ),
  }),
  ...singleKey({
    id: 'kraken',
    name: 'Kraken',
    revokeAt: 'https://pro.kraken.com/app/settings/api',
    source: unverified('https://docs.kraken.com/api/docs/guides/spot-rest-auth'),
    severity: 'critical',
    title: 'API key or private key',
    allows: trading,
    ...named(
      'kraken api secret',
      either(sequence(chars('base64', 86), '=='), chars('base64', 56), {
        ...chars('base64url', 80, 90),
        pattern: '[A-Za-z0-9_/=+-]{80,90}',
      }),
    ),
  }),
  ...rulesOf(
    {
      id: 'kucoin',
      name: 'KuCoin',
      revokeAt: 'https://www.kucoin.com/account/api',
      source: unverified('https://www.kucoin.com/docs-new/authentication'),
    },
    [
      {
        kind: 'api-secret',
        title: 'API secret',
        severity: 'critical',
        confidence: 'medium',
        allows: trading,
        ...named('kucoin api secret', uuid),
      },
      {
        kind: 'api-key',
        title: 'API key',
        severity: 'medium',
        confidence: 'medium',
        allows: trading,
        ...named('kucoin api key', chars('hex', 24)),
      },
    ],
  ),
  ...singleKey({
    id: 'moralis',
    name: 'Moralis',
    revokeAt: 'https://admin.moralis.com/api-keys',
    source: unverified('https://docs.moralis.com/'),
    severity: 'medium',
    allows: chain,
    ...named('moralis api key', chars('base62', 64)),
  }),
  ...singleKey({
    id: 'nasdaqdatalink',
    name: 'Nasdaq Data Link (Quandl)',
    revokeAt: 'https://data.nasdaq.com/account/profile',
    source: unverified('https://docs.data.nasdaq.com/docs/getting-started'),
    severity: 'low',
    allows: quotes,
    ...named(
      {
        words: 'quandl api key',
        service: ['quandl', 'nasdaq data', 'nasdaq api'],
        name: /(?:quandl|nasdaq).{0,20}key/,
      },
      chars('base64url', 20),
    ),
  }),
  ...singleKey({
    id: 'okx',
    name: 'OKX',
    revokeAt: 'https://www.okx.com/account/my-api',
    source: unverified('https://www.okx.com/docs-v5/en/#overview-rest-authentication'),
    severity: 'critical',
    title: 'API key or secret key',
    allows: trading,
    ...named(
      {
        words: 'okx api secret',
        service: ['okx', 'okex'],
        name: /ok(?:e)?x.{0,20}(?:key|secret)/,
        ownWord: true,
      },
      either(chars('HEX', 32), uuid),
    ),
  }),
  ...singleKey({
    id: 'polygonio',
    name: 'Polygon.io',
    revokeAt: 'https://polygon.io/dashboard/keys',
    source: unverified('https://polygon.io/docs/rest/quickstart'),
    severity: 'low',
    allows: quotes,
    ...named(
      {
        words: 'polygon api key',
        service: ['polygon api', 'polygon io', 'polygonio'],
        name: /polygon(?:io)?(?:api)?(?:key|token)/,
        ownWord: true,
      },
      chars('base64url', 32),
    ),
  }),
  ...singleKey({
    id: 'tiingo',
    name: 'Tiingo',
    revokeAt: 'https://www.tiingo.com/account/api/token',
    source: unverified('https://www.tiingo.com/documentation/general/connecting'),
    kind: 'api-token',
    severity: 'low',
    allows: quotes,
    ...named('tiingo api token', chars('hex', 40)),
  }),
  ...singleKey({
    id: 'twelvedata',
    name: 'Twelve Data',
    revokeAt: 'https://twelvedata.com/account/api-keys',
    source: unverified('https://twelvedata.com/docs'),
    severity: 'low',
    allows: quotes,
    ...named({ words: 'twelvedata api key', service: ['twelvedata', 'twelve data'] }, chars('hex', 32)),
  }),
  ...singleKey({
    id: 'blockfrost',
    name: 'Blockfrost',
    revokeAt: 'https://blockfrost.io/dashboard',
    source: unverified('https://docs.blockfrost.io/'),
    kind: 'project-id',
    severity: 'medium',
    allows: chain,
    ...named(
      { words: 'blockfrost project id', name: /blockfrost/ },
      either('mainnet', 'preprod', 'preview', 'testnet', 'ipfs'),
      chars('base62', 32),
    ),
  }),
  ...singleKey({
    id: 'covalent',
    name: 'Covalent',
    revokeAt: 'https://goldrush.dev/platform/apikey',
    source: unverified('https://goldrush.dev/docs/api-reference/overview'),
    severity: 'low',
    allows: chain,
    ...prefixed('cqt_', chars('base62', 28)),
  }),
]
