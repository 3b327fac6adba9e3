// Calls the Bot API at $1 through grammY and prints what came back, one JSON object.
import { Bot, GrammyError, InlineKeyboard, InputFile } from 'grammy';

const [apiRoot, token] = process.argv.slice(2);
const bot = new Bot(token, { client: { apiRoot } });
const keyboard = new InlineKeyboard().text('Cancel', 'cancel:1').url('Open', 'https://vault.example/');
const chat = 456;

const refusal = async call => {
  try {
    await call();
    return null;
  } catch (error) {
    if (!(error instanceof GrammyError)) throw error;
    return { code: error.error_code, description: error.description, parameters: error.parameters };
  }
};

await bot.init(); // getMe
const text = await bot.api.sendMessage(chat, 'Rendering', {
  entities: [{ type: 'bold', offset: 0, length: 9 }], reply_markup: keyboard, reply_parameters: { message_id: 1 },
});
const edited = await bot.api.editMessageText(chat, text.message_id, 'Rendering 50 %', { reply_markup: keyboard });
const unchanged = await refusal(() => bot.api.editMessageText(chat, text.message_id, 'Rendering 50 %', { reply_markup: keyboard }));
const uploaded = await bot.api.sendVideo(chat, new InputFile(Buffer.from([1, 2, 3]), 'v.mp4'), { caption: 'Here', supports_streaming: true });
const again = await bot.api.sendVideo(chat, uploaded.video.file_id);
const answered = await bot.api.answerCallbackQuery('666728699048485871', { text: 'Cancelled' });
const action = await bot.api.sendChatAction(chat, 'record_video');
const file = await bot.api.getFile(uploaded.video.file_id);
const download = await fetch(`${apiRoot}/file/bot${token}/${file.file_path}`);
const content = Array.from(new Uint8Array(await download.arrayBuffer()));
const tooLong = await refusal(() => bot.api.sendMessage(chat, 'x'.repeat(4097)));
const badButton = await refusal(() => bot.api.sendMessage(chat, 'x', { reply_markup: new InlineKeyboard().text('x', 'x'.repeat(65)) }));
const blocked = await refusal(() => bot.api.sendMessage(777, 'x'));

console.log(JSON.stringify({
  me: bot.botInfo, text, edited, unchanged, uploaded, again, answered, action, file, content, tooLong, badButton, blocked,
}));
