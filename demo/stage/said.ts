/** What is said in the scenes, in each language that the widget speaks. */
export interface Said {
  greeting: string
  role: string
  starters: string[]
  title: string
  asked: string
  /** Markdown, in paragraphs: one step each. */
  answer: string[]
  more: string
}

const en: Said = {
  greeting: 'Hello, I am Juno. Ask me about classes, kilns or postage.',
  role: 'Knows the timetable, the kilns and the postage.',
  starters: ['Which class suits a beginner?', 'Can you fire my own pot?', 'Are there places on Sunday?'],
  title: 'A first class',
  asked: 'Which class suits a beginner?',
  answer: [
    '**First Turn** suits you best: two unhurried hours at the wheel, and you keep your two best bowls.\n\n',
    '- Saturday or Sunday, 10:00 to 12:00\n- €52, clay and firing included\n- Bring a towel and short nails\n\n',
    'If the wheel feels like too much, *Hand & Slab* on Thursday evening needs no experience at all.',
  ],
  more: 'Is there a place left this Sunday?',
}

const de: Said = {
  greeting: 'Hallo, ich bin Juno. Frag mich nach Kursen, Öfen oder Versand.',
  role: 'Kennt den Stundenplan, die Öfen und das Porto.',
  starters: [
    'Welcher Kurs passt für Anfänger?',
    'Brennt ihr auch mein eigenes Stück?',
    'Gibt es am Sonntag noch Plätze?',
  ],
  title: 'Ein erster Kurs',
  asked: 'Welcher Kurs passt für Anfänger?',
  answer: [
    '**First Turn** passt am besten: zwei ruhige Stunden an der Drehscheibe, und deine zwei besten Schalen gehören dir.\n\n',
    '- Samstag oder Sonntag, 10:00 bis 12:00 Uhr\n- 52 €, Ton und Brand inbegriffen\n- Bring ein Handtuch und kurze Nägel mit\n\n',
    'Wenn dir die Drehscheibe zu viel ist: *Hand & Slab* am Donnerstagabend braucht gar keine Erfahrung.',
  ],
  more: 'Ist diesen Sonntag noch ein Platz frei?',
}

const pt: Said = {
  greeting: 'Olá, sou a Juno. Pergunte-me sobre aulas, fornos ou envios.',
  role: 'Conhece o horário, os fornos e os portes.',
  starters: ['Que aula serve a um principiante?', 'Cozem uma peça minha?', 'Há lugares no domingo?'],
  title: 'Uma primeira aula',
  asked: 'Que aula serve a um principiante?',
  answer: [
    '**First Turn** é a melhor: duas horas sem pressa na roda, e fica com as suas duas melhores taças.\n\n',
    '- Sábado ou domingo, das 10:00 às 12:00\n- 52 €, com barro e cozedura\n- Traga uma toalha e unhas curtas\n\n',
    'Se a roda lhe parecer demais, *Hand & Slab*, na quinta à noite, não pede experiência nenhuma.',
  ],
  more: 'Ainda há lugar este domingo?',
}

const fr: Said = {
  greeting: 'Bonjour, je suis Juno. Parlons cours, fours ou livraison.',
  role: 'Connaît les horaires, les fours et les frais de port.',
  starters: ['Quel cours pour débuter ?', 'Cuisez-vous ma propre pièce ?', 'Reste-t-il des places dimanche ?'],
  title: 'Un premier cours',
  asked: 'Quel cours pour débuter ?',
  answer: [
    '**First Turn** est fait pour vous : deux heures tranquilles au tour, et vous gardez vos deux plus beaux bols.\n\n',
    '- Samedi ou dimanche, de 10 h à 12 h\n- 52 €, terre et cuisson comprises\n- Apportez une serviette, les ongles courts\n\n',
    'Si le tour vous intimide, *Hand & Slab*, le jeudi soir, ne demande aucune expérience.',
  ],
  more: 'Reste-t-il une place ce dimanche ?',
}

const es: Said = {
  greeting: 'Hola, soy Juno. Pregúntame por clases, hornos o envíos.',
  role: 'Conoce el horario, los hornos y los portes.',
  starters: ['¿Qué clase es para principiantes?', '¿Cocéis una pieza mía?', '¿Quedan plazas el domingo?'],
  title: 'Una primera clase',
  asked: '¿Qué clase es para principiantes?',
  answer: [
    '**First Turn** es la tuya: dos horas sin prisa en el torno, y te quedas con tus dos mejores cuencos.\n\n',
    '- Sábado o domingo, de 10:00 a 12:00\n- 52 €, barro y cocción incluidos\n- Trae una toalla y las uñas cortas\n\n',
    'Si el torno te parece demasiado, *Hand & Slab*, el jueves por la tarde, no pide experiencia.',
  ],
  more: '¿Queda plaza este domingo?',
}

const ar: Said = {
  greeting: 'مرحبًا، أنا جونو. اسألني عن الدروس أو الأفران أو الشحن.',
  role: 'تعرف المواعيد والأفران وأسعار الشحن.',
  starters: ['أي درس يناسب المبتدئين؟', 'هل تحرقون قطعة صنعتها بنفسي؟', 'هل بقيت أماكن يوم الأحد؟'],
  title: 'الدرس الأول',
  asked: 'أي درس يناسب المبتدئين؟',
  answer: [
    'الأنسب هو **First Turn**: ساعتان هادئتان على دولاب الخزف، وتحتفظ بأجمل وعاءين صنعتهما.\n\n',
    '- السبت أو الأحد، من 10:00 إلى 12:00\n- ‏52 يورو، مع الطين والحرق\n- أحضر منشفة، والأظافر قصيرة\n\n',
    'وإن بدا الدولاب صعبًا، فإن *Hand & Slab* مساء الخميس لا يحتاج إلى أي خبرة.',
  ],
  more: 'هل بقي مكان هذا الأحد؟',
}

const he: Said = {
  greeting: 'שלום, אני ג׳ונו. אפשר לשאול אותי על שיעורים, תנורים ומשלוחים.',
  role: 'מכירה את המערכת, את התנורים ואת המשלוחים.',
  starters: ['איזה שיעור מתאים למתחילים?', 'אפשר לשרוף אצלכם כלי שלי?', 'נשאר מקום ביום ראשון?'],
  title: 'שיעור ראשון',
  asked: 'איזה שיעור מתאים למתחילים?',
  answer: [
    'הכי מתאים **First Turn**: שעתיים נינוחות ליד האובניים, ושתי הקערות היפות ביותר נשארות אצלך.\n\n',
    '- שבת או ראשון, 10:00 עד 12:00\n- ‏52 אירו, כולל חומר ושריפה\n- כדאי להביא מגבת, ציפורניים קצרות\n\n',
    'ואם האובניים נראים קשים, *Hand & Slab* בחמישי בערב לא דורש שום ניסיון.',
  ],
  more: 'נשאר מקום ביום ראשון הקרוב?',
}

const ja: Said = {
  greeting: 'こんにちは、ジュノです。教室、窯、送料のことを聞いてください。',
  role: '時間割と窯と送料に詳しい案内役です。',
  starters: ['初心者に合う教室は?', '自分の作品を焼いてもらえますか?', '日曜日に空きはありますか?'],
  title: '初めての教室',
  asked: '初心者に合う教室は?',
  answer: [
    '**First Turn** がぴったりです。ろくろで過ごす、ゆったりとした二時間。気に入った器を二つ持ち帰れます。\n\n',
    '- 土曜か日曜、10:00〜12:00\n- 52ユーロ(土と焼成込み)\n- タオルを持って、爪は短く\n\n',
    'ろくろが難しそうなら、木曜の夜の *Hand & Slab* は経験がなくても大丈夫です。',
  ],
  more: '今週の日曜日に空きはありますか?',
}

const all: Record<string, Said> = { en, de, pt, fr, es, ar, he, ja }

export const saidIn = (lang: string): Said => all[lang] ?? en
