import type { Conversation } from '../conversation';

/** French, Polish, Japanese, and the two scripts that run from right to left. */
export const languageThreads: readonly Conversation[] = [
  {
    id: 'moreau-devis',
    language: 'fr',
    subject: 'Devis pour l’aménagement de l’atelier',
    folder: 'Inbox/Projects',
    startedDaysAgo: 26,
    turns: [
      {
        from: 'claire',
        to: ['anna'],
        cc: ['julie'],
        afterHours: 9,
        text: `Bonjour Anna,

nous agrandissons l’atelier au printemps : douze postes de travail, deux grandes tables de coupe et des rangements. Pourriez-vous nous établir un devis, si possible avec du hêtre français ?

Bien cordialement,
Claire Moreau`,
      },
      {
        from: 'anna',
        to: ['claire'],
        cc: ['julie'],
        afterHours: 28,
        text: `Bonjour Claire,

avec plaisir. Vous trouverez le devis ci-joint ; le hêtre vient du Jura. Les tables de coupe sont faites sur mesure, comptez huit semaines.

Bien à vous,
Anna`,
        enclosures: [
          {
            kind: 'document',
            filename: 'Devis D-0318.pdf',
            title: 'Devis D-0318',
            lines: ['12 postes de travail : 7 320,00', '2 tables de coupe sur mesure : 5 900,00', 'Rangements : 2 140,00'],
          },
        ],
      },
      {
        from: 'julie',
        to: ['anna'],
        cc: ['claire'],
        afterHours: 47,
        text: `Bonjour,\n\nle devis nous convient. Est-il possible d’être livrés avant le 15 mars ? L’inauguration est fixée au 20.\n\nJulie Lambert`,
      },
      {
        from: 'anna',
        to: ['julie'],
        cc: ['claire'],
        afterHours: 5,
        text: `Bonjour Julie,\n\nc’est noté : livraison le 11 mars, montage compris.\n\nAnna`,
      },
      {
        from: 'claire',
        to: ['anna'],
        afterHours: 20,
        text: `Merveilleux, merci ! Vous êtes invitée à l’inauguration, bien sûr. 🥂\n\nClaire`,
      },
    ],
  },
  {
    id: 'biuro-zamowienie',
    language: 'pl',
    subject: 'Zamówienie: krzesła konferencyjne',
    startedDaysAgo: 22,
    turns: [
      {
        from: 'katarzyna',
        to: ['anna'],
        cc: ['marek'],
        afterHours: 10,
        text: `Dzień dobry,

chcielibyśmy zamówić 30 krzeseł konferencyjnych w kolorze grafitowym. Czy możliwa jest dostawa do Łodzi jeszcze w tym miesiącu?

Z poważaniem
Katarzyna Wiśniewska`,
      },
      {
        from: 'anna',
        to: ['katarzyna'],
        cc: ['marek'],
        afterHours: 6,
        text: `Dzień dobry Pani Katarzyno,\n\ntak, mamy 34 sztuki w magazynie. Dostawa w przyszły czwartek.\n\nPozdrawiam\nAnna Lindqvist`,
      },
      {
        from: 'marek',
        to: ['anna'],
        cc: ['katarzyna'],
        afterHours: 26,
        text: `Świetnie, dziękujemy! Proszę o fakturę z odroczonym terminem płatności (30 dni).\n\nMarek Zieliński`,
      },
    ],
  },
  {
    id: 'kita-sample',
    language: 'ja',
    subject: 'サンプル家具のお問い合わせ',
    startedDaysAgo: 11,
    turns: [
      {
        from: 'hana',
        to: ['anna'],
        afterHours: 2,
        text: `アンナ様

いつもお世話になっております。北デザインの佐藤です。
来月の展示会に向けて、オーク材のデスクを一台お借りすることは可能でしょうか。期間は十日間ほどを予定しております。

どうぞよろしくお願いいたします。
佐藤 花`,
      },
      {
        from: 'anna',
        to: ['hana'],
        afterHours: 7,
        text: `佐藤様\n\nお問い合わせありがとうございます。一台ご用意できます。送料はこちらで負担いたします。\n\nアンナ・リンドクヴィスト`,
      },
      {
        from: 'hana',
        to: ['anna'],
        afterHours: 16,
        text: `アンナ様\n\n早速のご返信、誠にありがとうございます。大変助かります。\n\n佐藤 花`,
      },
    ],
  },
  {
    id: 'rawabi-order',
    language: 'ar',
    subject: 'طلب عرض أسعار لمكاتب جديدة',
    startedDaysAgo: 8,
    turns: [
      {
        from: 'layla',
        to: ['ben'],
        cc: ['anna'],
        afterHours: 7,
        text: `السيد بن المحترم،

نحن بصدد تجهيز مكتبنا الجديد ونحتاج إلى 40 مكتبًا قابلًا لتعديل الارتفاع (model "Aro 160") مع التوصيل والتركيب. نرجو تزويدنا بعرض أسعار قبل نهاية الأسبوع.

مع خالص التحية،
ليلى منصور`,
      },
      {
        from: 'ben',
        to: ['layla'],
        cc: ['anna'],
        afterHours: 5,
        text: `السيدة ليلى المحترمة،\n\nشكرًا لرسالتكم. سنرسل العرض يوم الخميس.\n\nبن أوكافور`,
      },
      { from: 'layla', to: ['ben'], cc: ['anna'], afterHours: 20, text: `شكرًا جزيلًا، بانتظار عرضكم.\n\nليلى` },
    ],
  },
  {
    id: 'galil-visit',
    language: 'he',
    subject: 'ביקור באולם התצוגה',
    startedDaysAgo: 4,
    turns: [
      {
        from: 'noa',
        to: ['anna'],
        afterHours: 8,
        text: `שלום אנה,

נשמח לבקר באולם התצוגה שלכם ביום שני בשעה 10:30. אנחנו מחפשים שולחנות לסטודיו (כ-12 עמדות) ופתרון אקוסטי.

תודה,
נועה`,
      },
      { from: 'anna', to: ['noa'], afterHours: 3, text: `שלום נועה,\n\nמצוין, נחכה לכם. הכניסה מהחצר.\n\nאנה` },
    ],
  },
  {
    id: 'yusuf-emoji',
    language: 'en',
    subject: '📦➡️🏢 moving day, and a question about 🪑',
    startedDaysAgo: 5.6,
    turns: [
      {
        from: 'yusuf',
        to: ['anna'],
        cc: ['ben'],
        afterHours: 0,
        text: `Hi both,\n\nwe have moved! Two chairs squeak, though (🪑🪑). Is that normal in the first week?\n\nYusuf`,
      },
      {
        from: 'ben',
        to: ['yusuf'],
        cc: ['anna'],
        afterHours: 2,
        text: `Hi Yusuf,\n\nthey want their base plates tightened once, a quarter turn with the key below the seat. If they still complain: so may you.\n\nBen`,
      },
      { from: 'yusuf', to: ['ben'], cc: ['anna'], afterHours: 3, text: `Silence! Thank you. 🙏\n\nYusuf` },
    ],
  },
];
