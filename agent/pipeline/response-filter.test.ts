import { expect, test } from 'vitest'
import { filterResponse, sentencesOf } from './response-filter'

test.each([
  ['Okay, I will **turn on the light**. 👍', 'Okay, I will turn on the light.'],
  ['See [the clock](https://clock.example/now).', 'See the clock.'],
  ['Look at https://a.example/b?c=d now', 'Look at a link now'],
  ['# Lights\n- kitchen\n- bedroom', 'Lights. kitchen. bedroom.'],
  ['Run `npm start`, _please_.', 'Run npm start, please.'],
  ['```js\nalert(1)\n```\nDone.', 'Done.'],
  ['Write to jane.doe+x@mail.example.org', 'Write to an e-mail address'],
  ['Pay with 4111 1111 1111 1111 today', 'Pay with a card number today'],
  ['Call +44 20 7946 0958 now', 'Call a phone number now'],
  ['a\u0007b\u200bc', 'a b c'],
  ['2 * 3 * 4 is 24', '2 * 3 * 4 is 24'],
  ['', ''],
])('%j is spoken as %j', (answer, spoken) => expect(filterResponse(answer)).toBe(spoken))

test('what is filtered stays as it is when filtered again', () => {
  const once = filterResponse('**One**. [Two](x) 🙂\n\nThree')
  expect(filterResponse(once)).toBe(once)
})

test('a long answer ends with a whole sentence', () => {
  const spoken = filterResponse('This is a sentence. '.repeat(100))
  expect(spoken.length).toBeLessThanOrEqual(600)
  expect(spoken.endsWith('sentence.')).toBe(true)
})

test('hostile text takes no hostile time', () => {
  const started = performance.now()
  for (const text of ['*'.repeat(20_000), '[('.repeat(10_000), `<${'a'.repeat(20_000)}`, '1 '.repeat(10_000)])
    filterResponse(text)
  expect(performance.now() - started).toBeLessThan(1_000)
})

test('sentences come in order', () => {
  expect(sentencesOf('It is sunny. The high is 21 degrees! Fine')).toEqual([
    'It is sunny.',
    'The high is 21 degrees!',
    'Fine',
  ])
})
