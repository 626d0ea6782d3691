"""Turns a page into traditional script with readings in brackets, as some converters do."""

from __future__ import annotations

import re

_SIMPLIFIED = (
    "万与专业东两个临为举么义乌习乡书买于云产从仪们价众优会传体余偿储儿兑党兰关养内写军农决况准减几凭击划则创删别剧办务动励区医"
    "华协单占卫厂厅历压厨县发变台叶号后吗听启员咨响团园围国图场坏声处备复头奖学实审宽宾对导将尘尽层属岁岗岚岭峰带干并广库应废开异弃"
    "弹当录征态总愿户执抢护报拟拨择挡损换据摆摊数无旧时暂术机权条来极构枪标栏树样档桥桩检楼欧残殡气汇没测济浏润湿灭灯灵灾点烟热牵状"
    "独环现电画盏监盖矫码础确离秆种积称税稳笔筑简类粮纠约级纳纷纸线组细织经结络统继续维综缆缓编缩缮缴网罗罚群职联脑节芦苏范荆荫获营"
    "虚衔补装见规览计认讨让议记许论讼设访证评识诉诊试话询该详说请读课调谈谢贝负财责账货质购贴贷费贺资赛赶车转轮辆辖边达迁过运还这进"
    "远违连选邝邮采释里钟钱银铺链销错镇长门问间闻阅阎阳际险随难静页顶项预领题飞馆馈马驶驾验鸟鸣黄齐龄"
)
_TRADITIONAL = (
    "萬與專業東兩個臨為舉麼義烏習鄉書買於雲產從儀們價眾優會傳體餘償儲兒兌黨蘭關養內寫軍農決況準減幾憑擊劃則創刪別劇辦務動勵區醫"
    "華協單佔衛廠廳歷壓廚縣發變臺葉號後嗎聽啟員諮響團園圍國圖場壞聲處備復頭獎學實審寬賓對導將塵盡層屬歲崗嵐嶺峰帶幹並廣庫應廢開異棄"
    "彈當錄徵態總願戶執搶護報擬撥擇擋損換據擺攤數無舊時暫術機權條來極構槍標欄樹樣檔橋樁檢樓歐殘殯氣匯沒測濟瀏潤濕滅燈靈災點煙熱牽狀"
    "獨環現電畫盞監蓋矯碼礎確離稈種積稱稅穩筆築簡類糧糾約級納紛紙線組細織經結絡統繼續維綜纜緩編縮繕繳網羅罰群職聯腦節蘆蘇範荊蔭獲營"
    "虛銜補裝見規覽計認討讓議記許論訟設訪證評識訴診試話詢該詳說請讀課調談謝貝負財責賬貨質購貼貸費賀資賽趕車轉輪輛轄邊達遷過運還這進"
    "遠違連選鄺郵採釋里鐘錢銀鋪鏈銷錯鎮長門問間聞閱閻陽際險隨難靜頁頂項預領題飛館饋馬駛駕驗鳥鳴黃齊齡"
)
_SCRIPT = str.maketrans(_SIMPLIFIED, _TRADITIONAL)
_READINGS = {"發": "fā", "規": "guī", "業": "yè", "縣": "xiàn", "應": "yīng", "總": "zǒng"}
_VISIBLE = re.compile(r"(<script.*?</script>|<[^>]*>)", re.DOTALL)


def traditional(html: str, readings: bool = True) -> str:
    """The page with its visible text converted; tags and scripts stay as they are."""
    parts = _VISIBLE.split(html)
    for n in range(0, len(parts), 2):
        text = parts[n].translate(_SCRIPT)
        if readings:
            text = "".join(f"{c}({_READINGS[c]})" if c in _READINGS else c for c in text)
        parts[n] = text
    return "".join(parts)
