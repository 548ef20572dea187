/** What the house understands, and the grammar the recogniser listens with. */
export type Command = { intent: string; phrases: string[]; answer: (phrase: string, times: number) => string }

const again = (times: number) => (times > 1 ? ` You have asked **${times} times**.` : '')

export const COMMANDS: Command[] = [
  {
    intent: 'light',
    phrases: [
      'turn on the kitchen light',
      'turn off the kitchen light',
      'turn on the bedroom light',
      'turn off the bedroom light',
    ],
    answer: (phrase, times) => `Okay, I will **${phrase}**. 👍${again(times)}`,
  },
  {
    intent: 'heating',
    phrases: ['turn up the heating', 'turn down the heating'],
    answer: (phrase, times) => `Okay, I will **${phrase}**.${again(times)}`,
  },
  {
    intent: 'music',
    phrases: ['play some music', 'stop the music', 'play the next song'],
    answer: (phrase, times) => `Sure. I ${phrase} now.${again(times)}`,
  },
  {
    intent: 'time',
    phrases: ['what time is it', 'what day is it today'],
    answer: (_, times) =>
      `It is *half past nine*. See [the clock](https://clock.example/now).${again(times)}`,
  },
  {
    intent: 'weather',
    phrases: ['what is the weather today', 'will it rain tomorrow', 'how cold is it outside'],
    answer: (_, times) => `It will be sunny. The high is 21 degrees.${again(times)}`,
  },
  {
    intent: 'timer',
    phrases: ['set a timer for ten minutes', 'cancel the timer', 'set a timer for five minutes'],
    answer: (phrase, times) => `Done. I ${phrase}. You can ask \`how long\` at any time.${again(times)}`,
  },
]

export const PHRASES = COMMANDS.flatMap((command) => command.phrases)
export const GRAMMAR = `#JSGF V1.0;\ngrammar house;\npublic <command> = ${PHRASES.join(' | ')};\n`

export const findCommand = (text: string) =>
  COMMANDS.find((command) => command.phrases.includes(text)) ?? null
