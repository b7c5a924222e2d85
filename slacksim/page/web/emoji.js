// The most common of Slack's emoji codes. Unknown codes stay text.

const table = `
+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|ok_hand 👌|wave 👋|raised_hands 🙌|clap 👏|pray 🙏|muscle 💪|point_right 👉|point_left 👈|point_up 👆|point_down 👇|handshake 🤝|raised_hand ✋|raising_hand 🙋|eyes 👀
smile 😄|slightly_smiling_face 🙂|grinning 😀|joy 😂|wink 😉|blush 😊|thinking_face 🤔|neutral_face 😐|cry 😢|sob 😭|sweat_smile 😅|sunglasses 😎|tada 🎉|heart ❤️|broken_heart 💔|sparkles ✨|star ⭐|star2 🌟|fire 🔥|zap ⚡|boom 💥|100 💯
sunny ☀️|partly_sunny ⛅|cloud ☁️|snowflake ❄️|snowman ⛄|umbrella ☔|thermometer 🌡️|rainbow 🌈|crescent_moon 🌙|earth_africa 🌍|globe_with_meridians 🌐|palm_tree 🌴|seedling 🌱|herb 🌿|deciduous_tree 🌳
white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|negative_squared_cross_mark ❎|no_entry ⛔|no_entry_sign 🚫|warning ⚠️|exclamation ❗|question ❓|grey_question ❔|grey_exclamation ❕|heavy_plus_sign ➕|heavy_minus_sign ➖|recycle ♻️|information_source ℹ️
alarm_clock ⏰|stopwatch ⏱️|timer_clock ⏲️|hourglass ⌛|hourglass_flowing_sand ⏳|watch ⌚|clock1 🕐|clock3 🕒|clock9 🕘|calendar 📅|date 📅|spiral_calendar_pad 🗓️
phone ☎️|telephone ☎️|telephone_receiver 📞|iphone 📱|calling 📲|no_mobile_phones 📵|email ✉️|envelope ✉️|e-mail 📧|incoming_envelope 📨|love_letter 💌|inbox_tray 📥|outbox_tray 📤|mailbox 📫|speech_balloon 💬|left_speech_bubble 🗨️|thought_balloon 💭|mega 📣|loudspeaker 📢|bell 🔔|no_bell 🔕|mute 🔇
bust_in_silhouette 👤|busts_in_silhouette 👥|runner 🏃|walking 🚶|technologist 🧑‍💻|office_worker 🧑‍💼|face_with_thermometer 🤒|mask 😷|sleeping 😴|zzz 💤|robot_face 🤖|baby 👶|family 👪
office 🏢|house 🏠|house_with_garden 🏡|factory 🏭|bank 🏦|school 🏫|hospital 🏥|department_store 🏬|truck 🚚|bus 🚌|car 🚗|bike 🚲|airplane ✈️|ship 🚢|rocket 🚀|train 🚆
moneybag 💰|euro 💶|dollar 💵|pound 💷|credit_card 💳|chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|bar_chart 📊|clipboard 📋|memo 📝|pencil 📝|pencil2 ✏️|pushpin 📌|round_pushpin 📍|paperclip 📎|link 🔗|mag 🔍|mag_right 🔎|lock 🔒|unlock 🔓|key 🔑|wrench 🔧|gear ⚙️|hammer 🔨|toolbox 🧰|shield 🛡️|bulb 💡|books 📚|book 📖|newspaper 📰|package 📦|gift 🎁|label 🏷️|ticket 🎫|trophy 🏆|medal 🏅|dart 🎯|crown 👑|gem 💎|art 🎨|coffee ☕|pizza 🍕|cake 🍰|birthday 🎂
red_circle 🔴|large_blue_circle 🔵|large_green_circle 🟢|large_yellow_circle 🟡|large_orange_circle 🟠|white_circle ⚪|black_circle ⚫|red_square 🟥|large_green_square 🟩|small_blue_diamond 🔹|small_orange_diamond 🔸|large_blue_diamond 🔷|large_orange_diamond 🔶
arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|arrow_upper_right ↗️|arrow_lower_right ↘️|arrows_counterclockwise 🔄|leftwards_arrow_with_hook ↩️|arrow_right_hook ↪️|fast_forward ⏩|rewind ⏪|double_vertical_bar ⏸️|black_square_for_stop ⏹️|arrow_forward ▶️|repeat 🔁|new 🆕|sos 🆘|free 🆓|up 🆙
triangular_flag_on_post 🚩|checkered_flag 🏁|waving_white_flag 🏳️|us 🇺🇸|de 🇩🇪|fr 🇫🇷|gb 🇬🇧|uk 🇬🇧|es 🇪🇸|it 🇮🇹|jp 🇯🇵|cn 🇨🇳|one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|rotating_light 🚨|construction 🚧|vertical_traffic_light 🚦|turtle 🐢|crystal_ball 🔮|door 🚪|wastebasket 🗑️|card_index 📇|card_file_box 🗃️|file_folder 📁|open_file_folder 📂|page_facing_up 📄|scroll 📜
`;

const known = new Map(table.trim().split(/[|\n]/).map((pair) => pair.split(" ")));

// emojiOf returns the character for a code without colons, or "" for an unknown code.
export const emojiOf = (code) => known.get(code) ?? "";

// pattern matches a code in a text, including a skin tone after it, which is ignored.
export const pattern = /:([a-z0-9_+'-]+):(?::skin-tone-[2-6]:)?/;

// withEmoji replaces the known codes in a text by characters.
export function withEmoji(text) {
  return text.replace(new RegExp(pattern, "g"), (whole, code) => emojiOf(code) || whole);
}
